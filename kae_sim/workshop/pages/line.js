// The line to the host: asks over the game's own socket whether it still carries anything.

const EVERY = 4, PATIENCE = 8; // seconds; together less than fifteen, when nobody knows any more what is wrong

/** Calls `silent` when nothing came for too long, and `back` when something comes after all. */
export function watch(socket, silent, back) {
  let heard = 0, quiet = false;

  socket.addEventListener("message", () => {
    heard = performance.now();
    if (quiet) {
      quiet = false;
      back();
    }
  });

  function check(asked) {
    if (heard < asked && socket.readyState <= WebSocket.OPEN && !quiet) {
      quiet = true;
      silent();
    }
  }

  function beat() {
    if (socket.readyState === WebSocket.OPEN) {
      socket.send(JSON.stringify(["ping", String(Date.now())]));
    }
    setTimeout(check, PATIENCE * 1000, performance.now());
  }

  const beats = setInterval(beat, EVERY * 1000);
  socket.addEventListener("close", () => clearInterval(beats));
  beat();
}
