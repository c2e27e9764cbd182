// On the pages before the game: says early if this screen is too small for it.
import { fitting, lacking } from "/files/screen.js";

const small = document.getElementById("small");

function look() {
  const width = document.documentElement.clientWidth, height = window.innerHeight;
  const words = lacking(width, height, fitting(width, height));
  if (small.textContent !== words) {
    small.textContent = words;
    small.hidden = !words;
  }
}

window.addEventListener("resize", look);
look();
