// One sentence at a time: what is recorded at once, else a sample that a worker says first.

const audio = new Audio();
audio.preload = "none";
const EVERY = 300; // ms between two looks at a sample
const PATIENCE = 20_000; // ms until somebody must have said it
let current;

export function stop() {
  audio.pause();
  current?.();
  current = undefined;
}

// Resolves when the sentence has ended, or was stopped, or could not be made.
export async function hear({ button, ready = "", ask, form, texts, say }) {
  const mine = {};
  hear.latest = mine;
  button.setAttribute("aria-busy", "true");
  try {
    const address = ready && (await isThere(ready)) ? ready : await sampled(ask, form, texts, say, () => hear.latest === mine);
    button.removeAttribute("aria-busy");
    if (!address || hear.latest !== mine) return;
    button.setAttribute("aria-pressed", "true");
    await played(address);
  } catch (problem) {
    say(problem.message);
  } finally {
    button.removeAttribute("aria-busy");
    button.removeAttribute("aria-pressed");
  }
}

// What was collected meanwhile is said anew.
async function isThere(address) {
  const answer = await fetch(address, { method: "HEAD" }).catch(() => null);
  return Boolean(answer?.ok);
}

function played(address) {
  return new Promise((resolve) => {
    current = resolve;
    audio.onended = audio.onerror = resolve;
    audio.src = address;
    audio.play().catch(resolve);
  });
}

async function sampled(ask, form, texts, say, isWanted) {
  if (!ask) return "";
  say(texts.saying);
  const asked = await send(ask, form, texts);
  const { address } = await asked.json();
  const began = Date.now();
  while (isWanted() && Date.now() - began < PATIENCE) {
    const answer = await fetch(address, { headers: { Accept: "application/json" } });
    const told = answer.ok ? await answer.json() : {};
    if (told.sound) {
      say(told.spoken);
      return told.sound;
    }
    if (told.state === "failed") throw new Error(told.reason || texts.failed);
    await new Promise((resolve) => window.setTimeout(resolve, EVERY));
  }
  if (!isWanted()) return "";
  throw new Error(texts.slow);
}

export async function send(address, form, texts) {
  const token = document.querySelector("[name=csrfmiddlewaretoken]").value;
  const headers = { Accept: "application/json", "X-CSRFToken": token, "X-Requested-With": "fetch" };
  let answer;
  try {
    answer = await fetch(address, { method: "POST", body: form, headers });
  } catch {
    throw new Error(texts.offline);
  }
  if (!answer.ok && answer.headers.get("Content-Type")?.includes("json")) {
    throw new Error((await answer.json()).reason || texts.failed);
  }
  if (!answer.ok && answer.status !== 422) throw new Error(texts.failed);
  return answer;
}
