// Waits at the gate: the host answers when it opens, or after a while so that we ask again.
import { ask, pause } from "/files/asking.js";

const LONGER_THAN_THE_HOST = 14; // seconds; it answers after ten
const A_WORD = 4; // for a question that is answered at once
const said = document.getElementById("said");
const before = said.textContent;

function say(words) {
  if (said.textContent !== words) {
    said.textContent = words; // only what is new is read aloud
  }
}

async function opened() {
  const answer = await ask("/gate", LONGER_THAN_THE_HOST);
  if (answer.status === 429) {
    say("This page is open too often. Close the other windows.");
    await pause(5);
    return false;
  }
  if (answer.status > 499) {
    throw new Error("the host is on its way out");
  }
  say(before);
  return answer.status !== 200 || JSON.parse(answer.text).open;
}

/** Returns once the host can be reached again. */
async function reached() {
  for (;;) {
    await pause(1);
    try {
      if ((await ask("/alive", A_WORD)).status < 500) {
        say(before);
        return;
      }
    } catch {
      say("The host still does not answer. This page goes on trying.");
    }
  }
}

async function wait() {
  for (;;) {
    try {
      if (await opened()) {
        window.location.reload();
        return;
      }
      await pause(0.1);
    } catch {
      say("The host does not answer. Stay here: this page tries again by itself.");
      await reached();
    }
  }
}

wait();
