// The board, fresh every few seconds without loading the page again: nothing flashes, and it stands while the host is away.
import { ask, pause } from "/files/asking.js";

const EVERY = 5, PATIENCE = 10; // seconds
const LIVE = ["door", "results", "count", "people"];
const line = document.getElementById("line");

function say(words) {
  if (line.textContent !== words) {
    line.textContent = words;
    line.hidden = !words;
  }
}

function take(text) {
  const fresh = new DOMParser().parseFromString(text, "text/html");
  for (const id of LIVE) {
    const now = document.getElementById(id), then = fresh.getElementById(id);
    if (now.innerHTML !== then.innerHTML) {
      now.replaceChildren(...then.childNodes); // only what is new is read aloud
    }
  }
}

async function look() {
  const answer = await ask(window.location.href, PATIENCE);
  if (answer.status === 404) {
    say("This room is over, or its board has another address now.");
  } else if (answer.status !== 200) {
    throw new Error("the host is on its way out");
  } else {
    take(answer.text);
    say("");
  }
}

async function follow() {
  let seen = new Date();
  for (;;) {
    await pause(EVERY);
    try {
      await look();
      seen = new Date();
    } catch {
      say(`The host does not answer. What you see is from ${seen.toLocaleTimeString()}; this page tries again by itself.`);
    }
  }
}

follow();
