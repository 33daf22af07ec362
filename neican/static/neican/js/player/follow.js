// Reading along: light the sentence that is spoken, keep it in sight, seek to a touched one. Where
// times are estimates (`coarse`), light its whole block: less is said, and that is true.

import { cueAt } from "./cues.js";

const YIELD = 8000; // ms for which the reader's own scrolling is respected
const calm = matchMedia("(prefers-reduced-motion: reduce)");
const SCROLL_KEYS = ["PageUp", "PageDown", "ArrowUp", "ArrowDown", "Home", "End"];

export class Follow {
  /** Whether sentences are lit at all. */
  on = true;
  coarse = false;
  #cues = [];
  #current = null;
  #spans = new Map();
  #scrolledAt = -Infinity;
  #button;

  constructor(button) {
    this.#button = button;
    for (const span of document.querySelectorAll("[data-s]")) {
      this.#spans.set(span.dataset.s, [...this.#of(span.dataset.s), span]);
    }
    const scrolled = () => this.#scrolled();
    addEventListener("wheel", scrolled, { passive: true });
    addEventListener("touchmove", scrolled, { passive: true });
    addEventListener("keydown", (event) => SCROLL_KEYS.includes(event.key) && scrolled());
    addEventListener("scroll", () => this.#offer(), { passive: true });
  }

  set cues(cues) {
    this.#cues = cues;
  }

  /** Light what is spoken at this moment; `moving`: the sound runs, so the page may follow. */
  show(ms, moving) {
    const cue = this.on ? cueAt(this.#cues, ms) : null;
    const id = (this.coarse ? cue?.block : cue?.id) ?? null;
    if (id === this.#current) return;
    this.#light(id);
    if (moving && performance.now() - this.#scrolledAt > YIELD) this.bringBack();
    this.#offer();
  }

  /** Scroll to the sentence, unless it is well in sight. */
  bringBack() {
    const span = this.#first();
    if (span && !inSight(span)) {
      span.scrollIntoView({ block: "center", behavior: calm.matches ? "auto" : "smooth" });
    }
  }

  /** The reader asks to be led again. */
  resume() {
    this.#scrolledAt = -Infinity;
    this.bringBack();
    this.#button.hidden = true;
  }

  /** Where a touched sentence begins, or null: links, buttons and selected text stay themselves. */
  startAt(target) {
    const span = target.closest?.("[data-s]");
    if (!span || !this.on || target.closest("a, button, label, input, textarea, summary")) return null;
    if (!getSelection().isCollapsed) return null;
    return this.#cues.find((cue) => cue.id === span.dataset.s)?.start ?? null;
  }

  #light(id) {
    this.#of(this.#current).forEach((span) => span.classList.remove("is-spoken"));
    this.#of(id).forEach((span) => span.classList.add("is-spoken"));
    this.#current = id;
  }

  #scrolled() {
    this.#scrolledAt = performance.now();
    this.#offer();
  }

  #offer() {
    const span = this.#first();
    const away = performance.now() - this.#scrolledAt < YIELD;
    this.#button.hidden = !span || !away || inSight(span);
  }

  // What is not on the page (the head, the editors' own words) lights nothing.
  #of(id) {
    return this.coarse ? this.#inBlock(id) : (this.#spans.get(id) ?? []);
  }

  #inBlock(id) {
    const ids = this.#cues.filter((cue) => cue.block === id).map((cue) => cue.id);
    return ids.flatMap((name) => this.#spans.get(name) ?? []);
  }

  #first() {
    return this.#of(this.#current)[0] ?? null;
  }
}

// Between the top bar and the small player.
function inSight(span) {
  const { top, bottom } = span.getBoundingClientRect();
  return top > 72 && bottom < innerHeight - 104;
}
