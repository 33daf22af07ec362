// What is not saved yet is kept in this browser too, by person, issue and window.

const BEAT = 15_000; // ms: a window that wrote more recently is still there

export class Keeper {
  constructor({ user, issue, session }) {
    this.shelf = `neican-desk:${user}:${issue}:`;
    this.session = session;
    this.isFull = false;
  }

  get name() {
    return this.shelf + this.session;
  }

  write(text, seq) {
    this.kept = { ...text, seq, at: Date.now(), alive: Date.now() };
    this.put();
  }

  put() {
    try {
      localStorage.setItem(this.name, JSON.stringify(this.kept));
      this.isFull = false;
    } catch {
      this.isFull = true;
    }
  }

  // With which save it is on its way.
  mark(seq) {
    if (!this.kept) return;
    this.kept.seq = seq;
    this.put();
  }

  beat(isHere = true) {
    if (!this.kept) return;
    this.kept.alive = isHere ? Date.now() : 0;
    this.put();
  }

  drop() {
    this.kept = null;
    this.forget(this.session);
  }

  forget(session) {
    try {
      localStorage.removeItem(this.shelf + session);
    } catch {
      // A browser that keeps nothing has nothing to forget.
    }
  }

  // Texts of windows that are gone and were not saved; `seqs`: how far the server knows each.
  left(seqs) {
    const found = [];
    for (const name of names(this.shelf)) {
      const session = name.slice(this.shelf.length);
      const kept = read(name);
      if (session === this.session || !kept || Date.now() - kept.alive < BEAT) continue;
      if (kept.seq <= (seqs[session] ?? -1)) this.forget(session);
      else found.push({ ...kept, session });
    }
    return found.sort((one, other) => other.at - one.at);
  }
}

function names(shelf) {
  try {
    return Object.keys(localStorage).filter((name) => name.startsWith(shelf));
  } catch {
    return [];
  }
}

function read(name) {
  try {
    return JSON.parse(localStorage.getItem(name));
  } catch {
    return null;
  }
}
