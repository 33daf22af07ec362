// The writing desk: puts its parts together.

import { words } from "./blocks.js";
import { settle } from "./clash.js";
import { ended } from "./dialog.js";
import { editorOf } from "./editor.js";
import { Facts } from "./facts.js";
import { Keeper } from "./keeper.js";
import { Leftovers } from "./leftover.js";
import { People } from "./people.js";
import { Saver } from "./saver.js";
import { button, say, speak } from "./texts.js";
import { Words } from "./words.js";
import { page, post } from "./wire.js";

const TONES = {
  saving: "busy", waiting: "busy", offline: "bad", failed: "bad", full: "bad", refused: "bad",
  signedOut: "bad", unsettled: "bad",
};
const config = JSON.parse(document.getElementById("desk-config").textContent);
const form = document.querySelector("[data-desk]");
const state = document.querySelector("[data-desk-state]");
speak(config.texts, config.zone);

const editor = await editorOf(form.elements.body);
const facts = new Facts(form, () => editor.headings());
const keeper = new Keeper(config);
const text = () => ({ body: editor.body, facts: facts.read() });
let isOver = false;

function tell(name, values = {}) {
  state.textContent = say(name, values);
  state.dataset.tone = TONES[name] ?? "calm";
  if (name === "unsettled") state.append(" ", button(say("choose"), choose, "nd-button--small"));
}

function take(answer) {
  const changed = editor.take(answer.body);
  facts.write(answer.facts, answer);
  if (answer.who && changed) tell("changed", { name: answer.who, count: changed });
  helper.changed();
}

let isChoosing = false;
async function choose() {
  if (isChoosing) return;
  isChoosing = true;
  const chosen = await settle(saver.clash);
  isChoosing = false;
  if (!chosen) return;
  editor.take(chosen.body);
  facts.write(chosen.facts, saver.clash);
  await saver.settle().catch(() => {});
}

function over(message) {
  if (isOver) return;
  isOver = true;
  tell("refused", { message });
  ended(message, words(editor.body));
}

// What is still missing follows what is written, not only what is kept as a version.
let glance = 0;
function told(name, values) {
  tell(name, values);
  clearTimeout(glance);
  if (name === "saved") glance = setTimeout(() => check().catch(() => {}), 1500);
}

async function check() {
  const findings = ".nc-findings, .nc-panel__clear";
  const [fresh, shown] = [(await page(config.urls.aside)).querySelector(findings), document.querySelector(findings)];
  if (fresh && shown && !shown.contains(document.activeElement)) shown.replaceWith(fresh);
}

const saver = new Saver(config, keeper, { text, take, tell: told, clashed: choose, ended: over });
const helper = new Words(config, editor, { tell });
const leftovers = new Leftovers(config, keeper, { body: () => editor.body, saver, take, tell });
const people = new People(config, {
  heard: ({ version, seqs }) => {
    saver.again();
    saver.heard(version);
    if (seqs) leftovers.offer(seqs);
  },
  lost: () => {},
  ended: over,
  locked: (name) => editor.lock(Boolean(name) && !saver.isDirty),
});

function changed() {
  if (isOver) return;
  saver.changed();
  helper.changed();
}

let pause = 0;
function soon() {
  clearTimeout(pause);
  pause = setTimeout(changed, 250);
}

async function refresh() {
  const fresh = await page(config.urls.aside);
  // Words typed into a step of the panel outlive the panel.
  const typed = [...document.querySelectorAll('[form^="nc-step-"]')]
    .filter((field) => "defaultValue" in field && field.value !== field.defaultValue)
    .map(({ id, value }) => ({ id, value }));
  for (const part of ["panel", "rooms", "forms"]) {
    const place = document.querySelector(`[data-desk-${part}]`);
    place.innerHTML = fresh.querySelector(`[data-part="${part}"]`).innerHTML;
  }
  for (const { id, value } of typed) {
    const field = document.getElementById(id);
    if (!field) continue;
    field.value = value;
    field.closest("details")?.setAttribute("open", "");
  }
}

async function keep() {
  const press = form.querySelector("[data-desk-keep]");
  if (press.getAttribute("aria-busy")) return;
  press.setAttribute("aria-busy", "true");
  try {
    await saver.flush();
    const message = { session: config.session, note: form.elements.note.value };
    const kept = await post(config.urls.keep, message);
    form.elements.note.value = "";
    await refresh();
    if (!kept.number) tell("keptAlready");
    else if (kept.moved) tell("moved", { stage: kept.moved });
    else tell("kept", { number: kept.number, at: kept.saved_at });
  } catch (problem) {
    if (saver.clash) choose();
    else if (!saver.failing) tell("refused", { message: problem.message });
  } finally {
    press.removeAttribute("aria-busy");
  }
}

editor.onChange(soon);
editor.onBlur(() => saver.flush().catch(() => {}));
// The panel's fields stand among ours, and belong to forms of their own.
for (const name of ["input", "change"]) {
  form.addEventListener(name, (event) => {
    if (event.target.form === form || event.target.closest("[data-field]")) soon();
  });
}
form.addEventListener("focusout", (event) => {
  if (event.target.closest("[data-field]") && saver.isDirty) saver.flush().catch(() => {});
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  keep();
});
document.addEventListener("keydown", (event) => {
  if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "s") return;
  event.preventDefault();
  keep();
});
editor.editor.setKeystroke(window.CKEDITOR.CTRL + 83, "neicankeep");
editor.editor.addCommand("neicankeep", { readOnly: 1, exec: () => keep() });
document.addEventListener("visibilitychange", () => {
  if (document.hidden && saver.isDirty) saver.flush().catch(() => {});
});
window.addEventListener("online", () => saver.again());
window.addEventListener("beforeunload", (event) => {
  if (keeper.isFull && saver.isDirty) event.preventDefault(); // nowhere else are these words
});
window.addEventListener("pagehide", () => !isOver && saver.left());
setInterval(() => keeper.beat(), 5000);

tell("ready");
// A page that went away just now may still be bringing its last words in.
setTimeout(() => people.beat(), 1200);
window.NeicanDesk = { flush: () => saver.flush(), version: () => saver.version, keep, tell };
document.documentElement.dataset.desk = "ready";
