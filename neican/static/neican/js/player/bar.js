// The seek bar: a slider cut into chapters, for pointer and keyboard.

import { clock, fill, said } from "./clock.js";

const STEPS = { ArrowLeft: -5, ArrowDown: -5, ArrowRight: 5, ArrowUp: 5, PageDown: -30, PageUp: 30 };

export class Bar {
  #bar;
  #sound;
  #data;
  #fills = [];
  #dragged = null;

  constructor(bar, sound, data) {
    this.#bar = bar;
    this.#sound = sound;
    this.#data = data;
    this.#draw();
    bar.addEventListener("pointerdown", (event) => this.#grab(event));
    bar.addEventListener("pointermove", (event) => this.#move(event));
    bar.addEventListener("pointerup", () => this.#drop());
    bar.addEventListener("pointercancel", () => (this.#dragged = null));
    bar.addEventListener("keydown", (event) => this.#key(event));
  }

  /** Show where the sound is, or where the finger is. */
  show() {
    const ms = this.#dragged ?? this.#sound.ms;
    const whole = this.#sound.duration;
    this.#bar.style.setProperty("--at", whole ? ms / whole : 0);
    for (const [element, chapter] of this.#fills) {
      const share = (ms - chapter.start) / (chapter.end - chapter.start);
      element.style.setProperty("--full", Math.min(1, Math.max(0, share)));
    }
    this.#describe(ms, whole);
  }

  // No chapters: one segment. What lies before the first or behind the last belongs to them.
  #draw() {
    const given = this.#data.chapters;
    const chapters = given.length ? given : [{ start: 0, end: this.#data.duration }];
    const row = this.#bar.querySelector("[data-segments]");
    this.#fills = chapters.map((chapter, index) => {
      const start = index ? chapter.start : 0;
      const end = chapters[index + 1]?.start ?? this.#data.duration;
      const element = row.appendChild(document.createElement("span"));
      element.style.setProperty("--share", Math.max(1, end - start));
      return [element, { start, end }];
    });
  }

  #describe(ms, whole) {
    const { words } = this.#data;
    this.#bar.setAttribute("aria-valuemax", Math.round(whole / 1000));
    this.#bar.setAttribute("aria-valuenow", Math.round(ms / 1000));
    const text = fill(words.place, { at: said(ms, words), whole: said(whole, words) });
    const title = titleAt(this.#data.chapters, ms);
    this.#bar.setAttribute("aria-valuetext", title ? `${text} ${title}` : text);
  }

  #grab(event) {
    if (event.button) return;
    this.#bar.setPointerCapture(event.pointerId);
    this.#dragged = this.#under(event);
    this.show();
  }

  #move(event) {
    const ms = this.#under(event);
    const bubble = this.#bar.querySelector("[data-show=bubble]");
    bubble.textContent = `${clock(ms)} ${titleAt(this.#data.chapters, ms)}`;
    this.#bar.style.setProperty("--under", ms / this.#sound.duration);
    if (this.#dragged === null) return;
    this.#dragged = ms;
    this.show();
  }

  #drop() {
    if (this.#dragged === null) return;
    this.#sound.seek(this.#dragged);
    this.#dragged = null;
  }

  #under(event) {
    const box = this.#bar.getBoundingClientRect();
    const share = (event.clientX - box.left) / box.width;
    return Math.min(1, Math.max(0, share)) * this.#sound.duration;
  }

  #key(event) {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key in STEPS) this.#sound.skip(STEPS[event.key]);
    else if (event.key === "Home") this.#sound.seek(0);
    else if (event.key === "End") this.#sound.seek(this.#sound.duration);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }
}

/** The title of the chapter at a moment, "" where there is none. */
export function titleAt(chapters, ms) {
  return chapters.findLast((chapter) => chapter.start <= ms)?.title ?? "";
}
