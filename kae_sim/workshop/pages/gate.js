// Waits at the gate: the host answers when it opens, or after a while so that we ask again.
"use strict";

const said = document.getElementById("said");
const before = said.textContent;

async function wait() {
  try {
    const answer = await fetch("/gate", { cache: "no-store" });
    if (answer.status === 429) {
      said.textContent = "This page is open too often. Close the other windows.";
      setTimeout(wait, 5000);
      return;
    }
    if (answer.status > 499) {
      throw new Error("the host is on its way out");
    }
    if (answer.status !== 200 || (await answer.json()).open) {
      window.location.reload();
      return;
    }
    said.textContent = before;
    setTimeout(wait, 100);
  } catch {
    said.textContent = "The host does not answer. Stay here: this page tries again by itself.";
    setTimeout(wait, 2000);
  }
}

wait();
