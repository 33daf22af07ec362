// Times for eyes and for ears.

/** 06:36, from an hour on 1:06:36. */
export function clock(ms) {
  const all = Math.max(0, Math.floor(ms / 1000));
  const seconds = String(all % 60).padStart(2, "0");
  const minutes = Math.floor(all / 60) % 60;
  const hours = Math.floor(all / 3600);
  const padded = String(minutes).padStart(2, "0");
  return hours ? `${hours}:${padded}:${seconds}` : `${padded}:${seconds}`;
}

/** A sentence with its {names} filled in. */
export function fill(words, values) {
  return words.replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

/** The time as a screen reader should say it. */
export function said(ms, words) {
  const all = Math.max(0, Math.floor(ms / 1000));
  return fill(words.minutes, { minutes: Math.floor(all / 60), seconds: all % 60 });
}
