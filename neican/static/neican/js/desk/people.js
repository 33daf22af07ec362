// Who else is here: a sign of life every few seconds, and what it brings back.

import { button, make, say } from "./texts.js";
import { Refused, post } from "./wire.js";

const SEEN = 5000;
const HIDDEN = 15_000;

export class People {
  constructor(config, { heard, lost, ended, locked }) {
    Object.assign(this, { config, heard, lost, ended, locked });
    this.box = document.querySelector("[data-desk-people]");
    this.lockBox = document.querySelector("[data-desk-lock]");
    document.addEventListener("visibilitychange", () => this.beat());
    window.addEventListener("online", () => this.beat());
    window.addEventListener("pageshow", (event) => event.persisted && this.beat());
  }

  async beat() {
    clearTimeout(this.timer);
    try {
      this.show(await this.ask("pulse"));
    } catch (problem) {
      if (problem instanceof Refused && problem.status === 410) {
        this.ended(problem.message);
        return;
      }
      this.lost();
    }
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.beat(), document.hidden ? HIDDEN : SEEN);
  }

  ask(name) {
    return post(this.config.urls[name], { session: this.config.session });
  }

  show(answer) {
    const people = answer.others.map((one) => say("since", { name: one.name, at: one.since }));
    const shown = people.join("\n");
    if (shown !== this.shown) {
      this.shown = shown;
      this.box.replaceChildren(...answer.others.map((one, place) => make(
        "span", { class: "nd-person", title: people[place] }, make("i", { "aria-hidden": "true" }, one.name.slice(0, 1)), one.name,
      )));
      this.box.hidden = people.length === 0;
    }
    this.showLock(answer.lock, people.length > 0);
    this.locked(answer.lock && !answer.lock.is_mine ? answer.lock.name : "");
    this.heard(answer);
  }

  showLock(lock, isShared) {
    const state = lock ? `${lock.is_mine}${lock.name}` : `free${isShared}`;
    if (state === this.lockState) return;
    this.lockState = state;
    this.lockBox.hidden = !lock && !isShared;
    if (!lock) this.lockBox.replaceChildren(this.tool("lock"));
    else if (lock.is_mine) this.lockBox.replaceChildren(say("lockedByMe"), this.tool("unlock"));
    else {
      this.lockBox.replaceChildren(say("lockedBy", { name: lock.name }));
      if (this.config.mayBreak) this.lockBox.append(this.tool("break", lock.name));
    }
  }

  tool(name, who = "") {
    const words = { lock: "lock", unlock: "unlock", break: "breakLock" }[name];
    return button(say(words), () => this.press(name, who), "nd-button--small");
  }

  async press(name, who) {
    if (name === "break" && !window.confirm(say("breakAsk", { name: who }))) return;
    try {
      this.show(await this.ask(name));
    } catch (problem) {
      if (problem instanceof Refused) this.lockBox.replaceChildren(problem.message);
      this.lockState = "";
    }
  }
}
