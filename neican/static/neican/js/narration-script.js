// The script desk: hearing a sentence, changing how a word is read. Without it every form still
// works as a page of its own.
import { hear, stop } from "./narration-script-sound.js";
import { openWord, prepareWord } from "./narration-script-word.js";

const desk = document.querySelector("[data-script-desk]");
const HAN = /[\u3400-\u4dbf\u4e00-\u9fff〇\u{20000}-\u{3134f}]/u;
const EVERY = 700; // ms between two looks at what the worker has read
const LONGEST = 60;

const say = (words) => {
  desk.querySelector("[data-script-say]").textContent = words;
};

// What a worker reads comes in by and by ----------------------------------------------------------
async function fill(look = 0) {
  const answer = await fetch(`${desk.dataset.readings}${look % 8 === 7 ? "&again=1" : ""}`).catch(() => null);
  if (answer?.ok) {
    const { lines, missing } = await answer.json();
    for (const [id, html] of Object.entries(lines)) {
      const cell = document.getElementById(`line-${id}`)?.querySelector("[data-spoken]");
      if (cell && cell.innerHTML.trim() !== html.trim()) cell.innerHTML = html;
    }
    if (!missing) {
      desk.querySelector("[data-script-wait]").hidden = true;
      return;
    }
  }
  if (look < 120) window.setTimeout(fill, EVERY, look + 1);
}

// Hearing -----------------------------------------------------------------------------------------
async function play(button) {
  const row = button.closest("[data-line]");
  const wasPlaying = button.getAttribute("aria-pressed") === "true";
  stop();
  if (wasPlaying) return;
  for (const lit of desk.querySelectorAll(".ns-lit")) lit.classList.remove("ns-lit");
  row.classList.add("ns-lit");
  const form = new FormData();
  form.set("revision", desk.dataset.revision);
  form.set("sentence", row.dataset.line);
  say("");
  await hear({ button, ready: button.dataset.play, ask: desk.dataset.sample, form, texts: desk.dataset, say });
  row.classList.remove("ns-lit");
}

// A word chosen by the mouse, the finger or the keyboard --------------------------------------------
const offer = document.createElement("button");
offer.type = "button";
offer.className = "ns-offer";
offer.hidden = true;

function chosen() {
  const selection = document.getSelection();
  if (!selection || selection.isCollapsed || !selection.rangeCount) return null;
  const range = selection.getRangeAt(0);
  const row = elementOf(range.startContainer)?.closest("[data-line]");
  if (!row || row !== elementOf(range.endContainer)?.closest("[data-line]")) return null;
  if (!elementOf(range.startContainer).closest(".ns-written, .ns-spoken")) return null;
  const copy = range.cloneContents();
  for (const pinyin of copy.querySelectorAll("rt")) pinyin.remove();
  const term = copy.textContent.replace(/\s+/g, " ").trim();
  return term && term.length <= LONGEST ? { row, term, range } : null;
}

function elementOf(node) {
  return node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement;
}

function placeOffer() {
  const found = chosen();
  offer.hidden = !found;
  if (!found) return;
  const box = found.range.getBoundingClientRect();
  offer.style.left = `${Math.max(8, Math.min(box.left + window.scrollX, window.innerWidth - 120))}px`;
  offer.style.top = `${box.bottom + window.scrollY + 8}px`;
}

// The reading that the words have now, where all of them are Han and stand in the spoken line.
function readingOf(row, term) {
  const spoken = row.querySelector("[data-text]");
  const start = spoken?.dataset.text.indexOf(term) ?? -1;
  if (start < 0 || ![...term].every((one) => HAN.test(one))) return "";
  const before = [...spoken.dataset.text.slice(0, start)].filter((one) => HAN.test(one)).length;
  return spoken.dataset.pinyin.split(" ").slice(before, before + [...term].length).join(" ");
}

function change(row, term) {
  offer.hidden = true;
  const query = new URLSearchParams({ revision: desk.dataset.revision, sentence: row.dataset.line, term });
  query.set("reading", readingOf(row, term));
  openWord(`${desk.dataset.word}?${query}`);
}

if (desk) {
  if (Number(desk.dataset.missing)) window.setTimeout(fill, EVERY);
  desk.addEventListener("click", (event) => {
    const button = event.target.closest("[data-play]");
    if (button) play(button);
    const word = event.target.closest("[data-word-at]");
    if (word && desk.dataset.word && document.getSelection().isCollapsed) change(word.closest("[data-line]"), word.dataset.wordAt);
    const link = event.target.closest("[data-open-word]");
    if (link && !event.metaKey && !event.ctrlKey) {
      event.preventDefault();
      openWord(link.href);
    }
  });
  if (desk.dataset.word) {
    offer.textContent = desk.dataset.offer;
    document.body.append(offer);
    document.addEventListener("selectionchange", () => window.setTimeout(placeOffer, 0));
    // Pressing the button must not take the selection away before it is read.
    offer.addEventListener("pointerdown", (event) => event.preventDefault());
    offer.addEventListener("click", () => {
      const found = chosen();
      if (found) change(found.row, found.term);
    });
  }
  // The dialog may be on a page of its own as well.
  const lines = desk.querySelector(".ns-row:target");
  lines?.focus({ preventScroll: true });
}
for (const form of document.querySelectorAll("[data-word-form]")) prepareWord(form);
