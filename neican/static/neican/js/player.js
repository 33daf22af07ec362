// The player of an issue: puts its parts together. Without this script the audio element works.

import { Bar, titleAt } from "./player/bar.js";
import { clock, fill } from "./player/clock.js";
import { indexAt, msOf, placeAt } from "./player/cues.js";
import { Follow } from "./player/follow.js";
import * as keys from "./player/keys.js";
import { forget, keep, recall } from "./player/memory.js";
import { Mini } from "./player/mini.js";
import { expect } from "./player/pending.js";
import * as session from "./player/session.js";
import { fetched, nameOf } from "./player/sheet.js";
import { Sleep } from "./player/sleep.js";
import { Sound } from "./player/sound.js";

const SAVE_EVERY = 5000; // ms
const WORTH_RESUMING = 8000; // ms
const RENEWALS = 2; // in a row; what fails then is not the address

class Player {
  constructor(card, data) {
    this.card = card;
    this.data = data;
    this.mini = document.querySelector("[data-mini]");
    this.back = document.querySelector("[data-do=return]");
    this.roots = [card, this.mini, this.back].filter(Boolean);
    this.sound = new Sound(card.querySelector("[data-sound]"), data.duration);
    // The version that is heard, by its whole file's name; and its two addresses.
    this.file = nameOf(data.src);
    this.sources = { src: data.src, light: data.light };
    this.bar = new Bar(card.querySelector("[data-bar]"), this.sound, data);
    this.follow = new Follow(this.back);
    this.small = new Mini(this.mini, card);
    this.begun = false;
    this.cues = [];
    this.savedAt = 0;
    this.renewals = 0;
    this.news = "";
  }

  start() {
    this.enhance();
    this.listen();
    this.restore();
    this.draw();
  }

  /** Put our own controls in the place of the browser's. */
  enhance() {
    this.card.querySelector("[data-sound]").removeAttribute("controls");
    this.card.querySelectorAll("[data-enhanced]").forEach((part) => (part.hidden = false));
    this.card.classList.add("is-enhanced");
  }

  listen() {
    const { sound } = this;
    sound.addEventListener("change", () => this.changed());
    sound.addEventListener("time", () => this.moved());
    sound.addEventListener("waiting", () => this.say(this.data.words.loading, true));
    sound.addEventListener("flowing", () => this.card.matches(".is-waiting") && this.arrived());
    sound.addEventListener("ended", () => this.ended());
    sound.addEventListener("trouble", ({ detail }) => this.trouble(detail));
    for (const root of this.roots) root.addEventListener("click", (event) => this.clicked(event));
    document.addEventListener("click", (event) => this.touched(event));
    this.one("[data-quality]")?.addEventListener("change", ({ target }) =>
      this.setLight(target.value === "light"),
    );
    for (const select of this.all("[data-speed]")) {
      select.addEventListener("change", () => this.setSpeed(Number(select.value)));
    }
    new Sleep(this.one("[data-sleep]"), this.one("[data-show=sleep]"), sound, this.data.words, (text) =>
      this.say(text),
    );
    keys.listen(sound, () => this.begun);
    session.announce(sound, this.data, (step) => this.chapter(step));
    addEventListener("pagehide", () => this.save());
    document.addEventListener("visibilitychange", () => this.returned());
    this.card.addEventListener("pointerenter", () => this.timings(), { once: true });
  }

  /** Speed, which file, reading along, and the place where the reader stopped. */
  restore() {
    this.setSpeed(recall("speed") ?? 1);
    this.setFollow(recall("follow") ?? true);
    this.light = recall("light") ?? navigator.connection?.saveData ?? false;
    this.chooseFile();
    this.left = recall(this.placeName);
    if (!(this.left?.ms > WORTH_RESUMING && this.left.trail)) return;
    const isSame = this.left.file === this.file;
    if (isSame && this.left.ms > this.data.duration - 2000) return;
    const { resume, resumeSentence } = this.data.words;
    this.show("resume", isSame ? fill(resume, { at: clock(this.left.ms) }) : resumeSentence);
    this.one("[data-resume]").hidden = false;
  }

  get placeName() {
    return `place.${this.data.issue}`;
  }

  /** The cues of the very version that is loaded; if the server has only a newer one, that one. */
  timings() {
    this.sheet ??= this.fetchTimings();
    return this.sheet;
  }

  async fetchTimings() {
    const sheet = await fetched(`${this.data.timings}?file=${this.file}`);
    // Asked again at the next touch. A sheet for another right than the page's (it ended, or began,
    // since the page was made) belongs to another file: what is played must not change for it.
    if (!sheet?.src || sheet.preview !== this.data.preview) {
      this.sheet = undefined;
      return false;
    }
    this.sources = sheet;
    this.follow.coarse = sheet.coarse;
    if (nameOf(sheet.src) !== this.file) this.changeOver(sheet);
    this.cues = this.follow.cues = sheet.cues;
    this.draw();
    return true;
  }

  /** Another version is read now: go on at the same sentence. */
  changeOver(sheet) {
    const { playing, ms } = this.sound;
    const place = placeAt(this.cues, ms);
    this.file = nameOf(sheet.src);
    this.sound.load(this.source, sheet.duration, msOf(sheet.cues, place) ?? ms);
    this.news = this.data.words.moved;
    if (playing) this.sound.play();
  }

  /** The file that this reader wants of the two, where there are two. */
  get source() {
    return (this.light && this.sources.light) || this.sources.src;
  }

  setLight(on) {
    this.light = on;
    keep("light", on);
    this.chooseFile();
  }

  /** Change between the two files of the same sound, in the middle of a word if need be. */
  chooseFile() {
    const select = this.one("[data-quality]");
    if (select) select.value = this.light ? "light" : "whole";
    select?.parentElement.classList.toggle("is-set", this.light);
    if (nameOf(this.source) === nameOf(this.sound.src)) return;
    const { playing, ms, duration } = this.sound;
    this.sound.load(this.source, duration, ms);
    if (playing) this.sound.play();
  }

  clicked(event) {
    const chapter = event.target.closest("[data-chapter]");
    if (chapter) this.goTo(this.data.chapters[chapter.dataset.chapter].start, true);
    const name = event.target.closest("[data-do]")?.dataset.do;
    const acts = {
      toggle: () => this.toggle(),
      back: () => this.sound.skip(-15),
      forward: () => this.sound.skip(30),
      previous: () => this.sentence(-1),
      next: () => this.sentence(1),
      follow: () => this.setFollow(!this.follow.on),
      resume: () => this.resume(),
      retry: () => this.retry(),
      return: () => this.follow.resume(),
      close: () => this.close(),
      card: () => this.card.scrollIntoView({ block: "center" }),
    };
    acts[name]?.();
  }

  toggle() {
    this.timings();
    return this.sound.toggle();
  }

  goTo(ms, play) {
    this.closePanels();
    this.sound.seek(ms);
    if (play) this.sound.play();
    this.timings();
  }

  /** To the beginning of this sentence or of a neighbouring one. */
  async sentence(step) {
    await this.timings();
    const { ms } = this.sound;
    const now = indexAt(this.cues, ms);
    // "Previous" in the middle of a sentence begins that sentence anew, as listeners expect.
    const stays = step < 0 && now >= 0 && ms - this.cues[now].start > 2000;
    const cue = this.cues[Math.max(0, stays ? now : now + step)];
    if (cue) this.goTo(cue.start, false);
  }

  chapter(step) {
    const now = this.data.chapters.findLastIndex(({ start }) => start <= this.sound.ms);
    const chapter = this.data.chapters[Math.max(0, now + step)];
    if (chapter) this.goTo(chapter.start, false);
  }

  /** From where the reader stopped; in a text changed since, from the same sentence. */
  async resume() {
    this.one("[data-resume]").hidden = true;
    await this.timings();
    const isSame = this.left.file === this.file;
    this.goTo(isSame ? this.left.ms : (msOf(this.cues, this.left) ?? this.left.ms), true);
  }

  /** A touched sentence is played from its beginning, once listening has begun. */
  touched(event) {
    const start = this.begun ? this.follow.startAt(event.target) : null;
    if (start !== null) this.goTo(start, false);
  }

  setSpeed(speed) {
    const known = [...this.one("[data-speed]").options].map((option) => option.value);
    const wanted = known.includes(String(speed)) ? speed : 1;
    this.sound.speed = wanted;
    for (const select of this.all("[data-speed]")) select.value = String(wanted);
    keep("speed", wanted);
  }

  setFollow(on) {
    this.follow.on = on;
    this.one("[data-do=follow]").setAttribute("aria-pressed", on);
    keep("follow", on);
    this.draw();
  }

  close() {
    this.sound.pause();
    this.small.close();
    this.back.hidden = true;
  }

  changed() {
    const { playing } = this.sound;
    if (playing) this.played();
    else this.save();
    for (const root of this.roots) root.classList.toggle("is-playing", playing);
    const label = playing ? this.data.words.pause : this.data.words.play;
    for (const button of this.all("[data-do=toggle]")) button.setAttribute("aria-label", label);
    document.documentElement.classList.toggle("is-listening", this.begun && this.follow.on);
    session.place(this.sound);
  }

  played() {
    this.begun = true;
    this.one("[data-resume]").hidden = true;
    this.closePanels();
    this.small.open();
    this.timings();
    this.frame ??= requestAnimationFrame(() => this.run());
  }

  /** While it plays, look at every frame, so that the light moves with the voice. */
  run() {
    if (this.sound.sounding) this.follow.show(this.sound.ms, true);
    this.frame = this.sound.playing ? requestAnimationFrame(() => this.run()) : undefined;
  }

  moved() {
    if (this.sound.sounding) this.renewals = 0;
    this.draw();
    session.place(this.sound);
    if (this.sound.playing && Date.now() - this.savedAt > SAVE_EVERY) this.save();
  }

  /** It sounds again; what there is to say about it is said now, when the waiting is over. */
  arrived() {
    this.say(this.news);
    this.news = "";
  }

  draw() {
    const { ms, duration, playing, sounding } = this.sound;
    this.show("position", clock(ms));
    this.show("chapter", titleAt(this.data.chapters, ms));
    this.bar.show();
    this.mini.style.setProperty("--at", duration ? ms / duration : 0);
    if (this.begun && sounding === playing) this.follow.show(ms, sounding);
    const now = this.data.chapters.findLastIndex(({ start }) => start <= ms);
    this.card.querySelectorAll("[data-chapter]").forEach((button) => {
      const isNow = this.begun && Number(button.dataset.chapter) === now;
      if (isNow) button.setAttribute("aria-current", "true");
      else button.removeAttribute("aria-current");
    });
  }

  save() {
    const { file } = this;
    const ms = Math.round(this.sound.ms);
    this.savedAt = Date.now();
    if (!this.begun || ms < 1000) return;
    keep(this.placeName, { ms, file, ...placeAt(this.cues, ms), at: this.savedAt });
  }

  ended() {
    forget(this.placeName);
    if (this.data.preview) this.panel("end");
    else this.say(this.data.words.finished);
  }

  /** Say what is wrong and what to do; the place is kept, nothing turns for ever. */
  async trouble({ kind, message, playing }) {
    const { words } = this.data;
    if (kind === "slow") return this.say(words.slow, true);
    this.save();
    if (["stale", "gone"].includes(kind) && (await this.renewed(playing))) return undefined;
    const title = { refused: words.refused, offline: words.offline }[kind] ?? words.broken;
    const why = { refused: message, offline: words.offlineWhy }[kind] ?? words.brokenWhy;
    this.refused = kind === "refused";
    this.show("trouble", title);
    this.show("why", why);
    this.one("[data-renew]").hidden = !this.refused;
    return this.panel("trouble");
  }

  /** Whether a fresh address could be had: of the same file, or of what has taken its place. */
  async renewed(playing) {
    if (this.renewals === RENEWALS) return false;
    this.renewals += 1;
    const { file } = this;
    const { ms, duration } = this.sound;
    this.sheet = undefined;
    if (!(await this.timings())) return false;
    if (file === this.file) this.sound.load(this.source, duration, ms);
    if (playing) this.sound.play();
    return true;
  }

  retry() {
    this.renewals = 0;
    this.closePanels();
    return this.sound.play();
  }

  /** Back from another page, perhaps from renewing: the panel goes when the gate opens again. */
  async returned() {
    if (document.hidden) return this.save();
    if (!this.refused) return undefined;
    const { kind } = await this.sound.ask();
    return ["slow", "stale"].includes(kind) ? this.closePanels() : undefined;
  }

  panel(name) {
    const panel = this.one(`[data-panel=${name}]`);
    panel.hidden = false;
    const title = panel.querySelector(".player__panel-title").textContent;
    this.say(title);
    this.show("notice", title);
    if (this.card.contains(document.activeElement)) panel.focus({ preventScroll: true });
  }

  closePanels() {
    this.refused = false;
    this.show("notice", "");
    this.card.querySelectorAll("[data-panel]").forEach((panel) => (panel.hidden = true));
  }

  say(text, waits = false) {
    this.card.classList.toggle("is-waiting", waits);
    this.mini.classList.toggle("is-waiting", waits);
    this.show("status", text);
  }

  show(name, text) {
    for (const place of this.all(`[data-show=${name}]`)) {
      if (place.textContent !== text) place.textContent = text;
    }
  }

  one(selector) {
    return this.card.querySelector(selector);
  }

  all(selector) {
    return this.roots.flatMap((root) => [...root.querySelectorAll(selector)]);
  }
}

function begin() {
  const card = document.querySelector("[data-player]");
  const data = card && JSON.parse(document.getElementById("player-data").textContent);
  if (data?.src) new Player(card, data).start();
  else if (["queued", "generating"].includes(data?.state)) expect(card, data, begin);
}

begin();
