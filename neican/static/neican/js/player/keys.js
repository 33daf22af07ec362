// Keys for the whole page. They work once listening has begun, so that Space scrolls for readers.

const FIELDS = "input, textarea, select, button, a, summary, audio, [contenteditable], [role=slider]";
const KEYS = {
  " ": (sound) => sound.toggle(),
  ArrowLeft: (sound) => sound.skip(-15),
  ArrowRight: (sound) => sound.skip(30),
};

/** Listen to the keyboard; `begun` says whether the reader has listened on this page. */
export function listen(sound, begun) {
  document.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (!begun() || !(event.key in KEYS) || event.target.closest?.(FIELDS)) return;
    event.preventDefault();
    KEYS[event.key](sound);
  });
}
