// What an earlier window could not save: to be taken up again, looked at, or dropped.

import { differences, split } from "./blocks.js";
import { settle } from "./clash.js";
import { beside, ended } from "./dialog.js";
import { button, clock, make, say } from "./texts.js";
import { Refused, leave, post } from "./wire.js";

export class Leftovers {
  constructor(config, keeper, { body, saver, take, tell }) {
    Object.assign(this, { config, keeper, body, saver, take, tell });
    this.box = document.querySelector("[data-desk-notices]");
  }

  // Asked again and again: a window that broke down is known as gone only after a while.
  offer(seqs) {
    this.config.seqs = seqs;
    const kept = this.keeper.left(seqs);
    const there = new Set(kept.map((one) => one.session));
    const refused = this.config.refused.filter((one) => !there.has(one.session));
    for (const one of [...kept, ...refused.map((text) => ({ ...text, isRefused: true }))]) {
      if (!this.box.querySelector(`[data-session="${one.session}"]`)) this.box.append(this.note(one));
    }
    this.config.refused = [];
  }

  note(text) {
    const at = clock(new Date(text.at));
    const note = make("div", { class: "nd-note", "data-session": text.session },
      make("p", {}, say(text.isRefused ? "refusedFound" : "found", { at })));
    note.append(make("p", { class: "nd-note__tools" },
      button(say("restore"), () => this.restore(text, note), "nd-button--main nd-button--small"),
      button(say("look"), () => this.look(text), "nd-button--small"),
      button(say("drop"), () => this.drop(text, note), "nd-button--small")));
    return note;
  }

  look(text) {
    const [there, here] = [split(text.body), split(this.body())];
    const runs = differences(here, there);
    if (!runs.length) {
      this.tell("same");
      return;
    }
    const [gone, come] = [new Set(), new Set()];
    for (const run of runs) {
      for (let place = 0; place < run.gone; place += 1) gone.add(run.at + place);
      run.come.forEach((_html, place) => come.add(run.from + place));
    }
    const marked = (blocks, others) => blocks.map((html, place) => ({ html, isOther: others.has(place) }));
    beside(say("differenceTitle"),
      { name: say("there"), blocks: marked(there, come) },
      { name: say("here"), blocks: marked(here, gone) });
  }

  // Through its own window's session: what it was written on is known there.
  async restore(text, note) {
    const seq = Math.max(text.seq, (this.config.seqs[text.session] ?? 0) + 1);
    const message = { session: text.session, seq, body: text.body, facts: text.facts };
    try {
      await this.saver.flush();
      if (!(await this.send(message))) return;
    } catch (problem) {
      if (problem instanceof Refused && problem.status === 410) ended(problem.message, text.body);
      else this.tell("refused", { message: problem.message });
      return;
    }
    this.keeper.forget(text.session);
    leave(this.config.urls.end, { session: text.session });
    note.remove();
    this.saver.isBehind = true;
    await this.saver.flush();
    this.tell("restored");
  }

  async send(message) {
    try {
      await post(this.config.urls.save, message);
      return true;
    } catch (problem) {
      if (!(problem instanceof Refused) || problem.status !== 409) throw problem;
      const chosen = await settle(problem.data);
      if (!chosen) return false;
      const facts = Object.fromEntries(Object.keys(message.facts).map((name) => [name, chosen.facts[name]]));
      const over_version = problem.data.version;
      return this.send({ ...message, ...chosen, facts, seq: message.seq + 1, over_version });
    }
  }

  async drop(text, note) {
    if (!window.confirm(say("dropAsk"))) return;
    this.keeper.forget(text.session);
    note.remove();
    await post(this.config.urls.forget, { session: text.session }).catch(() => {});
  }
}
