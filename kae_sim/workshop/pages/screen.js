// How much of the game a window shows: letters that fit, and what to say where none do.

const COLUMNS = 80, LINES = 24; // what the game needs
const WIDE = 1229 / 2048, ABOVE = 2146 / 2048, BELOW = 555 / 2048; // a letter of Roboto Mono, in parts of its size
export const SMALLEST = 10, USUAL = 16, LARGEST = 40; // pixels; below ten nobody likes to read

export function columns(width, size) {
  const points = window.devicePixelRatio; // the terminal cuts its letters to whole points of the screen
  return Math.floor(width / (Math.floor(WIDE * size * points) / points));
}

export function lines(height, size) {
  return Math.floor(height / (Math.round(ABOVE * size) + Math.round(BELOW * size)));
}

/** The size at which the whole game is seen, between the smallest that can be read and the usual one. */
export function fitting(width, height) {
  let size = USUAL;
  while (size > SMALLEST && (columns(width, size) < COLUMNS || lines(height, size) < LINES)) {
    size -= 1;
  }
  return size;
}

/** A sentence if letters of this size show less than the game needs, else nothing. */
export function lacking(width, height, size) {
  const across = columns(width, size), down = lines(height, size);
  if (across < COLUMNS) {
    const turned = columns(height, SMALLEST) >= COLUMNS;
    const remedy = size > SMALLEST ? "Make the letters smaller." : turned ? "Turn the phone, or use a laptop."
      : "Make this window wider, or use a laptop.";
    return `This screen shows ${across} columns; the game needs ${COLUMNS}. ${remedy}`;
  }
  if (down < LINES) {
    const remedy = size > SMALLEST ? "Make the letters smaller." : "Make this window higher, or use a laptop.";
    return `This screen shows ${down} lines; the game needs ${LINES}. ${remedy}`;
  }
  return "";
}
