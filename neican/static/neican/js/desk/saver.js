// Saving as one writes: one request at a time, the newest text, until the server has it.

import { Refused, SignedOut, leave, post } from "./wire.js";

const PAUSE = 3500; // ms after the last change
const LONGEST = 12_000; // ms that somebody who never pauses waits
const FIRST_RETRY = 2000;
const LAST_RETRY = 30_000;

export class Saver {
  // `text()`: what stands here; `take(answer)`: put in what others wrote; `tell(name, values)`.
  constructor(config, keeper, { text, take, tell, clashed, ended }) {
    Object.assign(this, { config, keeper, text, take, tell, clashed, ended });
    this.seq = config.seq;
    this.version = config.version;
    this.isBehind = false;
    this.clash = null;
    this.retry = FIRST_RETRY;
    this.saved = this.shot();
    this.changedAt = 0;
  }

  shot() {
    return JSON.stringify(this.text());
  }

  get isDirty() {
    return this.shot() !== this.saved;
  }

  changed() {
    this.changedAt = Date.now();
    if (!this.isDirty) return;
    this.keeper.write(this.text(), this.seq + 1);
    if (this.clash) {
      this.tell("unsettled");
      return;
    }
    this.waitingSince ??= Date.now();
    if (!this.running && !this.failing) this.tell("waiting");
    const left = this.waitingSince + LONGEST - Date.now();
    this.later(Math.max(0, Math.min(PAUSE, left)));
  }

  later(pause) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.flush().catch(() => {}), pause);
  }

  // Resolves when the server has what stands here; rejects with the reason why it has not.
  flush() {
    clearTimeout(this.timer);
    if (this.clash) return Promise.reject(new Error("unsettled")); // a person must choose first
    this.wanted = true;
    this.running ??= this.run().finally(() => {
      this.running = null;
    });
    return this.running;
  }

  async run() {
    while (this.wanted) {
      this.wanted = false;
      if (this.isDirty || this.isBehind) await this.send();
    }
  }

  async send(more = {}) {
    const text = this.text();
    const shot = JSON.stringify(text);
    this.waitingSince = null;
    this.seq += 1;
    this.keeper.mark(this.seq);
    this.tell("saving");
    const message = { session: this.config.session, seq: this.seq, ...text, ...more };
    try {
      this.done(await post(this.config.urls.save, message), shot);
    } catch (problem) {
      this.failed(problem, shot);
      throw problem;
    }
  }

  done(answer, shot) {
    this.failing = false;
    this.clash = null;
    this.retry = FIRST_RETRY;
    this.saved = shot;
    this.version = answer.version;
    this.isBehind = false;
    this.tell("saved", { at: answer.saved_at });
    const isStill = this.shot() === shot;
    if (answer.is_merged && isStill) {
      this.take(answer);
      this.saved = this.shot();
    } else if (answer.is_merged) {
      this.isBehind = true; // he went on writing: the next save brings it again
    }
    if (isStill) this.keeper.drop();
    else this.changed();
  }

  failed(problem, shot) {
    this.failing = true;
    this.isStuck = false;
    if (!(problem instanceof Refused)) {
      this.unreachable(problem);
    } else if (problem.status === 409 && this.shot() !== shot) {
      this.later(PAUSE); // what he wrote meanwhile must be part of what he chooses from
    } else if (problem.status === 409) {
      this.clash = problem.data;
      this.tell("unsettled");
      this.clashed();
    } else if (problem.status === 410) {
      this.ended(problem.message);
    } else if (problem.status === 423) {
      this.tell("refused", { message: problem.message });
      this.later(LAST_RETRY);
    } else {
      this.isStuck = true; // the same words would be refused again
      this.tell("refused", { message: problem.message });
    }
  }

  unreachable(problem) {
    const name = problem instanceof SignedOut ? "signedOut" : navigator.onLine ? "failed" : "offline";
    this.keeper.write(this.text(), this.seq + 1);
    this.tell(this.keeper.isFull ? "full" : name);
    this.later(this.retry);
    this.retry = Math.min(LAST_RETRY, this.retry * 2);
  }

  // The line is back.
  again() {
    if (!this.failing || this.isStuck || this.clash) return;
    this.retry = FIRST_RETRY;
    this.later(0);
  }

  // Others' changes that the server told of.
  heard(version) {
    const isIdle = Date.now() - this.changedAt > 2000;
    if (version <= this.version || this.running || this.clash || this.failing || !isIdle) return;
    this.isBehind = true;
    this.later(0);
  }

  // He chose, where two wrote the same; what stands here now is his choice.
  settle() {
    const over_version = this.clash.version;
    this.clash = null;
    return this.send({ over_version });
  }

  left() {
    if (this.isDirty && !this.clash) {
      this.seq += 1;
      this.keeper.write(this.text(), this.seq);
      const message = { session: this.config.session, seq: this.seq, ...this.text() };
      leave(this.config.urls.save, message);
    }
    this.keeper.beat(false);
    leave(this.config.urls.end, { session: this.config.session });
  }
}
