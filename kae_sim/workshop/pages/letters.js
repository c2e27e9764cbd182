// The size of the letters: fitted to the window until somebody chooses one, which stands in the address from then on.
import { fitting, lacking, LARGEST, SMALLEST } from "/files/screen.js";

const terminal = document.getElementById("terminal");
const bar = document.getElementById("bar");
const small = document.getElementById("small");
const size = document.getElementById("size");
let chosen = Number(terminal.dataset.asked) || 0;

function apply() {
  terminal.classList.remove("barred");
  const { clientWidth: width, clientHeight: height } = terminal;
  const now = chosen || fitting(width, height);
  const words = lacking(width, height, now);
  bar.classList.toggle("needed", words !== "");
  terminal.classList.toggle("barred", words !== "");
  if (small.textContent !== words) {
    small.textContent = words;
  }
  size.textContent = `${now} px`;
  terminal.dataset.fontSize = now;
  if (terminal.textual && terminal.textual.terminal.options.fontSize !== now) {
    terminal.textual.terminal.options.fontSize = now;
  }
  terminal.textual?.fit();
}

function choose(wanted) {
  chosen = wanted && Math.max(SMALLEST - 2, Math.min(LARGEST, wanted));
  const address = new URL(window.location.href);
  if (chosen) {
    address.searchParams.set("fontsize", chosen);
  } else {
    address.searchParams.delete("fontsize");
  }
  window.history.replaceState(null, "", address);
  apply();
}

function change(by) {
  choose(Number(terminal.dataset.fontSize) + by);
}

bar.addEventListener("mousedown", (event) => event.preventDefault()); // the keys stay with the game
document.getElementById("smaller").addEventListener("click", () => change(-1));
document.getElementById("larger").addEventListener("click", () => change(1));
document.getElementById("fit").addEventListener("click", () => choose(0));
window.addEventListener("resize", apply);
apply();
