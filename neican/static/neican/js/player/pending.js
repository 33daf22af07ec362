// While the sound is being made: say how far it is, and put the player in its place when it is there.

import { fill } from "./clock.js";
import { progress, reached } from "./sheet.js";

const EVERY = 4000; // ms
const TIMES = 450; // half an hour; who waits longer will come back
const COMING = ["queued", "generating"];

/** Ask until there is something to play, then call `begin`; a page in the background asks nothing. */
export function expect(card, data, begin, left = TIMES) {
  if (left === 0) return;
  setTimeout(async () => {
    const told = document.hidden ? null : await progress(data.timings);
    if (told === null) return expect(card, data, begin, left - 1);
    if (told.state === "ready") return arrived(card, data, begin, left - 1);
    show(card, data.words, told);
    return COMING.includes(told.state) ? expect(card, data, begin, left - 1) : undefined;
  }, EVERY);
}

function show(card, words, { state, done, total }) {
  const isMade = state === "generating" && total > 0;
  const text = isMade ? fill(words.progress, { done, total }) : (words[state] ?? words.failed);
  card.querySelector("[data-progress]").textContent = text;
  const bar = card.querySelector("[data-made]");
  bar.hidden = !isMade;
  if (isMade) Object.assign(bar, { max: total, value: done });
}

// The page as it is now knows the player; nothing else of this one is touched.
async function arrived(card, data, begin, left) {
  const answer = await reached(location.href);
  if (!answer?.ok) return expect(card, data, begin, left);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const player = page.querySelector("[data-player]");
  if (!player?.querySelector("[data-sound]")) return offer(card, data);
  const small = [...page.querySelectorAll("[data-mini], [data-do=return]")];
  card.replaceWith(document.adoptNode(player));
  document.querySelector("main").after(...small.map((part) => document.adoptNode(part)));
  player.querySelector("[data-show=status]").textContent = data.words.arrived;
  return begin();
}

// Nothing that this reader may hear: lead to the page that says so.
function offer(card, data) {
  const link = document.createElement("a");
  link.className = "player__chip";
  link.href = location.pathname;
  link.textContent = data.words.arrived;
  card.querySelector("[data-show=status]").replaceChildren(link);
}
