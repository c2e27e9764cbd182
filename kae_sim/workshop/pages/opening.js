// While a seat opens: how long it has taken, what is happening, and what to do if it takes too long.

const stage = document.getElementById("stage");
const elapsed = document.getElementById("elapsed");
const reload = document.getElementById("reload");

const LONG = 10, TOO_LONG = 60; // seconds

function words(connected, seconds) {
  if (!connected) {
    return "Calling the host.";
  }
  if (seconds < LONG) {
    return "The host starts your game and reads what you have done so far.";
  }
  return seconds < TOO_LONG
    ? "This takes longer than usual: when everybody comes at once, seats open one after the other. Leave this page open."
    : "This takes too long. Tell your trainer, or try again. Nothing you did is lost.";
}

export function begin(socket) {
  const since = performance.now();

  function show() {
    if (document.body.classList.contains("-first-byte") || document.body.classList.contains("-closed")) {
      clearInterval(every);
      return;
    }
    const seconds = Math.floor((performance.now() - since) / 1000);
    const now = words(socket.readyState === WebSocket.OPEN, seconds);
    elapsed.textContent = `${seconds} s`;
    if (stage.textContent !== now) {
      stage.textContent = now;
    }
    reload.hidden = seconds < TOO_LONG;
  }

  const every = setInterval(show, 1000);
  reload.addEventListener("click", () => window.location.reload());
  show();
}
