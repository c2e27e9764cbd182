// Beside textual.js, which draws the screens: says why a seat was closed or silent, and goes on by itself.
import { ask, pause } from "/files/asking.js";
import { watch } from "/files/line.js";
import "/files/letters.js";
import { begin } from "/files/opening.js";

const cover = document.getElementById("closed");
const what = document.getElementById("what");
const why = document.getElementById("why");
const again = document.getElementById("again");
const terminal = document.getElementById("terminal");
const A_MOMENT = 4; // seconds for the old line to speak before a new one is opened
const PATIENCE = 5; // seconds for an answer; the host takes up to four to know why a seat ended
let silent = false;

again.addEventListener("click", () => window.location.reload());

function put(title, words) {
  what.textContent = title;
  why.textContent = words;
}

function hide(button) {
  cover.hidden = false;
  terminal.inert = true; // what is typed now goes nowhere
  again.hidden = !button;
  window.getSelection().removeAllRanges();
  (button ? again : what).focus();
}

function show() {
  cover.hidden = true;
  terminal.inert = false;
  keys();
}

/** What the host says; nothing while it can't be asked. */
async function told(path) {
  try {
    const answer = await ask(path, PATIENCE);
    if (answer.status === 403) {
      window.location.assign("/");
    }
    return answer.status === 200 ? JSON.parse(answer.text) : null;
  } catch {
    return null;
  }
}

async function closed() {
  silent = false;
  put("The line dropped", "Everything you did is kept. This page tries again by itself.");
  hide(true);
  for (let tries = 1; ; tries += 1) {
    const answer = await told(`/why/${terminal.dataset.page}`);
    if (answer) {
      put(answer.what, answer.why);
      if (answer.again) {
        await pause(1);
        window.location.reload();
      }
      return;
    }
    await pause(Math.min(tries, 5));
  }
}

async function quiet() {
  silent = true;
  put("The line to the host is silent. Trying again…", "Everything you did is kept. You need do nothing.");
  hide(false);
  while (silent) {
    if (await told("/alive")) {
      await pause(A_MOMENT);
      if (silent) {
        window.location.reload(); // the host can be reached, but not over the old line
        return;
      }
    } else {
      await pause(2);
    }
  }
}

function spoken() {
  silent = false;
  show();
}

/** The keys go to the game at once, without a click. */
function keys() {
  document.querySelector(".xterm-helper-textarea")?.focus();
}

new MutationObserver((changes, observer) => {
  if (document.body.classList.contains("-closed")) {
    observer.disconnect();
    closed();
  }
}).observe(document.body, { attributes: true, attributeFilter: ["class"] });

window.addEventListener("load", () => {
  const { socket } = terminal.textual;
  begin(socket);
  watch(socket, quiet, spoken);
  socket.addEventListener("open", keys);
});
