// The audio element with a memory of its place, and an answer to "why is there no sound?".
// Events: "change" (playing or not, speed, source), "time", "waiting", "flowing", "ended", and
// "trouble" with detail {kind: "refused" | "gone" | "offline" | "slow" | "broken", message}.

const PATIENCE = 10_000; // ms of silence before the listener is told why

export class Sound extends EventTarget {
  #audio;
  #ms = 0;
  #duration;
  #timer = 0;

  constructor(audio, duration) {
    super();
    this.#audio = audio;
    this.#duration = duration;
    const on = (names, act) => names.forEach((name) => audio.addEventListener(name, act));
    on(["play", "pause", "ratechange", "loadedmetadata"], () => this.#tell("change"));
    on(["timeupdate", "seeked"], () => this.#moved());
    on(["waiting"], () => this.#wait());
    on(["playing", "pause", "canplay"], () => this.#flow());
    on(["ended"], () => this.#tell("ended"));
    on(["error"], () => this.#diagnose(true));
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
    if (this.#audio.error) this.#reload();
    if (this.#audio.readyState < 3) this.#wait();
    try {
      await this.#audio.play();
    } catch (refused) {
      // A broken source tells its story through the "error" event.
      const known = ["AbortError", "NotAllowedError", "NotSupportedError"];
      if (!known.includes(refused.name)) throw refused;
      this.#flow();
    }
  }

  pause() {
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

  /** Take another file; whoever calls knows where in it to go on. */
  load(src, duration) {
    const { speed } = this;
    this.#audio.src = src;
    this.#duration = duration;
    this.speed = speed;
    this.#tell("change");
  }

  /** Ask the server for two bytes: its answer says what the element's error does not. */
  async ask() {
    let answer;
    try {
      answer = await fetch(this.src, { headers: { Range: "bytes=0-1" }, cache: "no-store" });
    } catch (unreachable) {
      if (!(unreachable instanceof TypeError)) throw unreachable;
      return { kind: "offline" };
    }
    if (answer.status === 403) return { kind: "refused", ...(await answer.json()) };
    if (answer.status === 404 || answer.status === 410) return { kind: "gone" };
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
    this.#timer = setTimeout(() => this.#diagnose(false), PATIENCE);
    this.#tell("waiting");
  }

  #flow() {
    clearTimeout(this.#timer);
    this.#timer = 0;
    this.#tell("flowing");
  }

  async #diagnose(failed) {
    this.#flow();
    const detail = await this.ask();
    if (failed && detail.kind === "slow") detail.kind = "broken";
    if (detail.kind !== "slow") this.pause();
    this.dispatchEvent(new CustomEvent("trouble", { detail }));
  }

  #tell(name) {
    this.dispatchEvent(new Event(name));
  }
}
