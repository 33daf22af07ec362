// While the sound is being made: look now and then whether it has come, and say so.

import { fetched } from "./sheet.js";

const EVERY = 20_000; // ms
const TIMES = 45; // a quarter of an hour; who waits longer will come back

/** Ask until there is something to play; a page in the background does not ask. */
export function expect(card, data, left = TIMES) {
  if (left === 0) return;
  setTimeout(async () => {
    const sheet = document.hidden ? null : await fetched(data.timings);
    if (sheet === null) expect(card, data, left - 1);
    else offer(card, data);
  }, EVERY);
}

function offer(card, data) {
  const link = document.createElement("a");
  link.className = "player__chip";
  link.href = location.pathname;
  link.textContent = data.words.arrived;
  card.querySelector("[data-show=status]").replaceChildren(link);
}
