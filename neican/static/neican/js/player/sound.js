// The audio element with a memory of its place, and an answer to "why is there no sound?".
// Events: "change" (playing or not, speed, source), "time", "waiting", "flowing", "ended", and
// "trouble" with detail {kind, message, playing}: kind is "stale" (the address, not the right, has
// run out), "refused", "gone", "offline", "slow" or "broken"; `playing`: the listener wants to hear.

const PATIENCE = 10_000; // ms of silence before the listener is told why
const SHORT_PATIENCE = 4000; // where another server gives the bytes, whose addresses die soon
const STALE = ["expired", "foreign"];

export class Sound extends EventTarget {
  #audio;
  #ms = 0;
  #duration;
  #timer = 0;
  // An element that fails pauses itself; what its listener wants is another thing.
  #wanted = false;
  #patience = PATIENCE;

  constructor(audio, duration) {
    super();
    this.#audio = audio;
    this.#duration = duration;
    const on = (names, act) => names.forEach((name) => audio.addEventListener(name, act));
    on(["play", "pause", "ratechange", "loadedmetadata"], () => this.#tell("change"));
    on(["timeupdate", "seeked"], () => this.#moved());
    on(["waiting"], () => this.#wait());
    on(["playing", "pause", "canplay"], () => this.#flow());
    on(["pause"], () => audio.error || (this.#wanted = false));
    on(["ended"], () => this.#tell("ended"));
    on(["error"], () => this.#failed());
  }

  get playing() {
    return !this.#audio.paused && !this.#audio.ended;
  }

  /** Playing, and with something to play: a refused file is "playing" until its answer comes. */
  get sounding() {
    return this.playing && this.#audio.readyState > 2;
  }

  /** ms; between two time events the element itself knows better. */
  get ms() {
    return this.playing && this.#audio.readyState > 1 ? this.#audio.currentTime * 1000 : this.#ms;
  }

  get duration() {
    return this.#duration;
  }

  get src() {
    return this.#audio.getAttribute("src");
  }

  set speed(value) {
    this.#audio.defaultPlaybackRate = this.#audio.playbackRate = value;
  }

  get speed() {
    return this.#audio.playbackRate;
  }

  /** Play; where the browser wants a touch first, stay paused. */
  async play() {
    this.#wanted = true;
    if (this.#audio.error) this.#reload();
    if (this.#audio.readyState < 3) this.#wait();
    try {
      await this.#audio.play();
    } catch (refused) {
      // A broken source tells its story through the "error" event.
      const known = ["AbortError", "NotAllowedError", "NotSupportedError"];
      if (!known.includes(refused.name)) throw refused;
      if (refused.name === "NotAllowedError") this.#wanted = false;
      this.#flow();
    }
  }

  pause() {
    this.#wanted = false;
    this.#audio.pause();
  }

  toggle() {
    return this.playing ? this.pause() : this.play();
  }

  seek(ms) {
    this.#ms = Math.min(Math.max(0, ms), this.#duration);
    this.#audio.currentTime = this.#ms / 1000;
    this.#tell("time");
  }

  skip(seconds) {
    this.seek(this.ms + seconds * 1000);
  }

  /** Take another file, and stand in it at this moment. */
  load(src, duration, ms) {
    const { speed } = this;
    this.#audio.src = src;
    this.#duration = duration;
    this.speed = speed;
    this.seek(ms);
    this.#tell("change");
  }

  /**
   * Ask the server for two bytes: its answer says what the element's error does not. Where it sends
   * us on to another server, the door is open; but that one's address dies before ours, and browsers
   * go on asking it in vain.
   */
  async ask() {
    let answer;
    try {
      answer = await fetch(this.src, {
        headers: { Range: "bytes=0-1" },
        cache: "no-store",
        redirect: "manual",
      });
    } catch (unreachable) {
      if (!(unreachable instanceof TypeError)) throw unreachable;
      return { kind: "offline" };
    }
    if (answer.status === 403) return refusal(await answer.json());
    if (answer.status === 404 || answer.status === 410) return { kind: "gone" };
    if (answer.type === "opaqueredirect") return { kind: "stale" };
    return { kind: answer.ok ? "slow" : "broken" };
  }

  #reload() {
    this.#audio.load();
    this.#audio.currentTime = this.#ms / 1000;
  }

  // After an error the element may be back at nought; the last good place counts.
  #moved() {
    if (this.#audio.error || this.#audio.readyState === 0) return;
    this.#ms = this.#audio.currentTime * 1000;
    this.#tell("time");
  }

  #wait() {
    if (this.#timer || this.#audio.paused) return;
    this.#timer = setTimeout(() => this.#diagnose(false), this.#patience);
    this.#tell("waiting");
  }

  #flow() {
    clearTimeout(this.#timer);
    this.#timer = 0;
    this.#tell("flowing");
  }

  // The element still knows its place to the frame; the last time event is up to 250 ms older.
  #failed() {
    const ms = this.#audio.currentTime * 1000;
    if (ms > this.#ms && ms < this.#ms + 1000) this.#ms = ms;
    return this.#diagnose(true);
  }

  // An element that failed although the door is open may do better with a fresh address.
  async #diagnose(failed) {
    const playing = this.#wanted;
    this.#flow();
    const detail = { ...(await this.ask()), playing };
    if (detail.kind === "stale" && !detail.message) this.#patience = SHORT_PATIENCE;
    if (failed && detail.kind === "slow") detail.kind = "stale";
    if (detail.kind !== "slow") this.pause();
    this.dispatchEvent(new CustomEvent("trouble", { detail }));
  }

  #tell(name) {
    this.dispatchEvent(new Event(name));
  }
}

function refusal({ reason, message }) {
  return { kind: STALE.includes(reason) ? "stale" : "refused", message };
}
