// Which sentence is spoken at a moment. Cues are sorted: [{id, start, end}], times in ms.

// The pause after a sentence still belongs to it; a longer silence belongs to none.
const PAUSE = 1200;

// How many sentences back are remembered, in case an edit removes the last one heard.
const TRAIL = 12;

/** The index of the last cue that has begun, -1 before the first: binary search. */
export function indexAt(cues, ms) {
  let low = 0;
  let high = cues.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (cues[middle].start <= ms) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** The cue being spoken, or null: a sentence is never lit while another or none is spoken. */
export function cueAt(cues, ms) {
  const cue = cues[indexAt(cues, ms)];
  return cue && ms < cue.end + PAUSE ? cue : null;
}

/** The ids of the sentences up to this moment, the nearest first. */
export function trailAt(cues, ms) {
  const last = indexAt(cues, ms);
  return cues.slice(Math.max(0, last - TRAIL + 1), last + 1).reverse().map((cue) => cue.id);
}

/** Where the first sentence of a trail that still exists begins, or null. */
export function startOf(cues, trail) {
  const starts = new Map(cues.map((cue) => [cue.id, cue.start]));
  const id = trail.find((name) => starts.has(name));
  return id === undefined ? null : starts.get(id);
}
