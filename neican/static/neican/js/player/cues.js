// Which sentence is spoken at a moment. Cues are sorted and tile the file: each ends where the next
// begins, its pause in it. [{id, block, start, end}], times in ms.

// How many sentences back are remembered, in case an edit removes those heard last.
const TRAIL = 400;

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
  return cue && ms < cue.end ? cue : null;
}

/** A place in words: the ids of the sentences up to it, the nearest first, and how far into it. */
export function placeAt(cues, ms) {
  const last = indexAt(cues, ms);
  const trail = cues.slice(Math.max(0, last - TRAIL + 1), last + 1).reverse().map(({ id }) => id);
  return { trail, offset: last < 0 ? 0 : ms - cues[last].start };
}

/**
 * Where that place is in another text: in the same sentence, else at the beginning of the nearest
 * one before it that was kept, else at the very beginning; null for a place without words.
 */
export function msOf(cues, { trail, offset = 0 }) {
  if (trail.length === 0) return null;
  const known = new Map(cues.map((cue) => [cue.id, cue]));
  const id = trail.find((name) => known.has(name));
  if (id === undefined) return 0;
  const { start, end } = known.get(id);
  return id === trail[0] && start + offset < end ? start + offset : start;
}
