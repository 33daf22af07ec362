// What this browser remembers: speed, reading along, and where each issue was left.

// theme.js found out whether this browser keeps anything; a full store shows only on writing.
const keeps = !document.documentElement.classList.contains("keeps-nothing");

/** What was kept under a name, or null. */
export function recall(name) {
  const text = keeps ? localStorage.getItem(`neican.${name}`) : null;
  return text === null ? null : parsed(text);
}

/** Keep a value; listening goes on where the browser has no room for it. */
export function keep(name, value) {
  if (!keeps) return;
  try {
    localStorage.setItem(`neican.${name}`, JSON.stringify(value));
  } catch (full) {
    if (full.name !== "QuotaExceededError") throw full;
  }
}

/** Forget a name. */
export function forget(name) {
  if (keeps) localStorage.removeItem(`neican.${name}`);
}

// Another version of this script, or the reader's own hand, may have written it.
function parsed(text) {
  try {
    return JSON.parse(text);
  } catch (broken) {
    if (!(broken instanceof SyntaxError)) throw broken;
    return null;
  }
}
