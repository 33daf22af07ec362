// The form for a word's reading: in a dialog, with its effect and its sound before it is saved.
import { hear, send, stop } from "./narration-script-sound.js";
import { showEffect } from "./narration-script-effect.js";

const dialog = document.querySelector("[data-word-dialog]");
const desk = document.querySelector("[data-script-desk]");
const PAUSE = 350; // ms after the last key
const texts = () => desk?.dataset ?? {};

export async function openWord(address) {
  const answer = await fetch(address, { headers: { "X-Requested-With": "fetch" } }).catch(() => null);
  // Whatever went wrong, the page of its own says it.
  if (!answer?.ok || answer.redirected) {
    window.location.assign(address);
    return;
  }
  put(await answer.text());
  dialog.showModal();
  const { term, reading } = dialog.querySelector("form").elements;
  (term.value ? reading : term).focus();
  reading.select();
}

function put(html) {
  dialog.innerHTML = html;
  prepareWord(dialog.querySelector("form"));
}

export function prepareWord(form) {
  let waiting;
  const look = () => {
    window.clearTimeout(waiting);
    waiting = window.setTimeout(effect, PAUSE, form);
  };
  form.addEventListener("input", look);
  form.addEventListener("change", look);
  form.querySelector("[data-word-sample]").addEventListener("click", (event) => {
    event.preventDefault();
    sample(form, event.currentTarget);
  });
  form.querySelector("[data-word-close]").addEventListener("click", (event) => {
    if (!dialog?.open) return;
    event.preventDefault();
    dialog.close();
  });
  form.addEventListener("submit", (event) => {
    if (!dialog?.open) return;
    event.preventDefault();
    keep(form);
  });
  effect(form);
}

dialog?.addEventListener("close", stop);

async function effect(form) {
  const given = new FormData(form);
  if (!given.get("term") || !given.get("reading")) return;
  const query = new URLSearchParams({ term: given.get("term"), reading: given.get("reading"), kind: given.get("kind") ?? "" });
  if (given.get("case_sensitive")) query.set("case_sensitive", "1");
  if (given.get("scope") === "issue") query.set("issue", form.dataset.issue);
  if (given.get("scope") === "column") query.set("column", form.dataset.column);
  const told = await showEffect(form, `${form.dataset.effect}?${query}`);
  if (told) form.elements.told.value = told.key;
}

function sample(form, button) {
  stop();
  const say = (words) => {
    form.querySelector("[data-word-say]").textContent = words;
  };
  say("");
  return hear({ button, ask: button.formAction, form: new FormData(form), texts: texts(), say });
}

async function keep(form) {
  try {
    const answer = await send(form.action, new FormData(form), texts());
    if (answer.status === 422) {
      put(await answer.text());
      return;
    }
    const { to } = await answer.json();
    const here = new URL(to, window.location.href);
    window.location.assign(to);
    // The same page at another sentence would only be scrolled.
    if (here.pathname === window.location.pathname && here.search === window.location.search) window.location.reload();
  } catch (problem) {
    form.querySelector("[data-word-say]").textContent = problem.message;
  }
}
