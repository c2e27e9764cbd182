// Beside textual.js, which draws the screens: says why a seat was closed, and goes on by itself where that helps.
"use strict";

const closed = document.getElementById("closed");
const what = document.getElementById("what");
const why = document.getElementById("why");
const again = document.getElementById("again");
const page = document.getElementById("terminal").dataset.page;
let asked = 0;

again.addEventListener("click", () => window.location.reload());

async function ask() {
  asked += 1;
  try {
    const answer = await fetch(`/why/${page}`, { cache: "no-store" });
    if (answer.status === 403) {
      window.location.assign("/");
      return;
    }
    if (answer.status !== 200) {
      throw new Error("the host is on its way out");
    }
    const told = await answer.json();
    what.textContent = told.what;
    why.textContent = told.why;
    if (told.again) {
      setTimeout(() => window.location.reload(), 1000);
    }
  } catch {
    what.textContent = "The line dropped";
    why.textContent = "Everything you did is kept. This page tries again by itself.";
    setTimeout(ask, Math.min(1000 * asked, 5000));
  }
}

new MutationObserver((changes, observer) => {
  if (document.body.classList.contains("-closed")) {
    observer.disconnect();
    closed.hidden = false;
    window.getSelection().removeAllRanges();
    again.focus();
    ask();
  }
}).observe(document.body, { attributes: true, attributeFilter: ["class"] });

// The keys go to the game at once, without a click.
window.addEventListener("load", () => document.querySelector(".xterm-helper-textarea")?.focus());
