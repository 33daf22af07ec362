// The sleep timer: after some minutes, or at the end.

import { fill } from "./clock.js";

export class Sleep {
  #select;
  #label;
  #plain;
  #sound;
  #words;
  #say;
  #until = 0;
  #timer = 0;

  constructor(select, label, sound, words, say) {
    this.#select = select;
    this.#label = label;
    this.#plain = label.textContent;
    this.#sound = sound;
    this.#words = words;
    this.#say = say;
    select.addEventListener("change", () => this.#set());
  }

  #set() {
    clearInterval(this.#timer);
    const minutes = Number(this.#select.value);
    this.#until = minutes ? Date.now() + minutes * 60_000 : 0;
    if (minutes) this.#timer = setInterval(() => this.#tick(), 1000);
    this.#say(fill(this.#answer(), { minutes }));
    this.#tick();
  }

  #answer() {
    if (this.#until) return this.#words.sleepAt;
    return this.#select.value === "end" ? this.#words.sleepEnd : this.#words.sleepOff;
  }

  // The clock decides, not the number of ticks: a page in the background ticks rarely.
  #tick() {
    const left = Math.ceil((this.#until - Date.now()) / 60_000);
    if (this.#until && left <= 0) this.#doze();
    else this.#label.textContent = this.#until ? fill(this.#words.left, { minutes: left }) : this.#chosen();
    this.#label.parentElement.classList.toggle("is-set", this.#select.value !== "");
  }

  #chosen() {
    return this.#select.value ? this.#select.selectedOptions[0].textContent : this.#plain;
  }

  #doze() {
    clearInterval(this.#timer);
    this.#until = 0;
    this.#select.value = "";
    this.#label.textContent = this.#plain;
    this.#sound.pause();
    this.#say(this.#words.asleep);
  }
}
