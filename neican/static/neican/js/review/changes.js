// From one change to the next, by the two buttons or the keys n and p. Without it they are links
// to the first change and the last.
const places = [...document.querySelectorAll("[data-changes] [id^='change-']")];
const told = document.querySelector("[data-jump-place]");
let current = -1;

function show(index) {
  current = (index + places.length) % places.length;
  const place = places[current];
  place.scrollIntoView({ block: "center" });
  place.focus({ preventScroll: true });
  if (told) told.textContent = `${current + 1} / ${places.length}`;
}

/** Where the reader is now: having scrolled on by himself, he goes on from there. */
function step(by) {
  const line = current < 0 ? 0 : window.innerHeight / 2;
  const held = current >= 0 ? places[current].getBoundingClientRect() : null;
  if (held && held.bottom > 0 && held.top < window.innerHeight) return current + by;
  const next = places.findIndex((place) => place.getBoundingClientRect().top > line);
  if (by > 0) return next < 0 ? 0 : next;
  return (next < 0 ? places.length : next) - 1;
}

function isTyping(target) {
  return target.closest("input, textarea, select, [contenteditable]") !== null;
}

if (places.length) {
  for (const button of document.querySelectorAll("[data-jump]")) {
    button.addEventListener("click", (event) => {
      event.preventDefault();
      show(step(Number(button.dataset.jump)));
    });
  }
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    if (event.key === "n") show(step(1));
    if (event.key === "p") show(step(-1));
  });
}
