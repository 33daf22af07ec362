// Remarks on a selected passage. Without this the form's list of paragraphs does the same.
import { markPassage } from "./passages.js";

const text = document.querySelector("[data-review-text]");
const form = document.querySelector("[data-remark-form]");
const BLOCKS = "p[id], li[id], h2[id], h3[id], h4[id], blockquote[id], td[id], th[id], pre[id], figcaption[id], cite[id], caption[id]";
const LONGEST_QUOTE = 300;

const offer = document.createElement("button");
offer.type = "button";
offer.className = "nr-offer";
offer.hidden = true;

function blockOf(node) {
  const element = node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement;
  const block = element ? element.closest(BLOCKS) : null;
  return block && text.contains(block) ? block : null;
}

/** The selected words of the block in which the selection begins; the marks of notes are not words. */
function chosen() {
  const selection = document.getSelection();
  if (!selection || selection.isCollapsed || !selection.rangeCount) return null;
  const range = selection.getRangeAt(0).cloneRange();
  const block = blockOf(range.startContainer);
  if (!block) return null;
  if (!block.contains(range.endContainer)) range.setEnd(block, block.childNodes.length);
  const copy = range.cloneContents();
  for (const mark of copy.querySelectorAll(".note-mark, .note-back")) mark.remove();
  const quote = copy.textContent.trim().slice(0, LONGEST_QUOTE);
  return quote ? { block, quote, box: range.getBoundingClientRect() } : null;
}

function placeOffer() {
  const found = chosen();
  offer.hidden = !found;
  if (!found) return;
  const right = document.documentElement.clientWidth - offer.offsetWidth - 8;
  offer.style.left = `${Math.max(8, Math.min(found.box.left, right))}px`;
  offer.style.top = `${found.box.bottom + window.scrollY + 8}px`;
}

function choose({ block, quote }) {
  form.elements.quote.value = quote;
  form.elements.block.value = block.id;
  form.querySelector("[data-chosen]").hidden = false;
  form.querySelector("[data-chosen-words]").textContent = quote;
  hideChoice(true);
  document.getSelection().removeAllRanges();
  offer.hidden = true;
  form.scrollIntoView({ block: "nearest" });
  form.elements.body.focus();
}

/** Whoever selected a passage need not choose a paragraph. */
function hideChoice(isChosen) {
  form.elements.block.closest("label").hidden = isChosen;
  form.querySelector("[data-hint]").hidden = isChosen;
}

function unchoose() {
  form.elements.quote.value = "";
  form.elements.block.value = "";
  form.querySelector("[data-chosen]").hidden = true;
  hideChoice(false);
  form.elements.block.focus();
}

function light(remark) {
  for (const one of document.querySelectorAll(".nr-lit")) one.classList.remove("nr-lit");
  remark.classList.add("nr-lit");
  for (const mark of marksOf(remark)) mark.classList.add("nr-lit");
}

function marksOf(remark) {
  return text.querySelectorAll(`[data-remark="${remark.id}"]`);
}

/** The marks in the text lead to what is said of them, and the quotes lead back. */
function connect(remark) {
  const block = document.getElementById(remark.dataset.place);
  markPassage(block || text, remark.dataset.quote, remark.id);
  for (const mark of marksOf(remark)) {
    mark.addEventListener("click", () => {
      light(remark);
      remark.scrollIntoView({ block: "center" });
      remark.focus({ preventScroll: true });
    });
  }
  remark.querySelector("[data-find]")?.addEventListener("click", (event) => {
    const [first] = marksOf(remark);
    if (!first) return;
    event.preventDefault();
    light(remark);
    first.scrollIntoView({ block: "center" });
  });
}

if (text && form) {
  for (const remark of document.querySelectorAll("[data-place]")) connect(remark);
  form.querySelector("[data-hint]").hidden = false;
  offer.textContent = form.dataset.offer;
  document.body.append(offer);
  document.addEventListener("selectionchange", () => window.setTimeout(placeOffer, 0));
  // Pressing the button must not take the selection away before it is read.
  offer.addEventListener("pointerdown", (event) => event.preventDefault());
  offer.addEventListener("click", () => {
    const found = chosen();
    if (found) choose(found);
  });
  form.querySelector("[data-unchoose]").addEventListener("click", unchoose);
}

for (const field of document.querySelectorAll("[data-copy]")) {
  field.addEventListener("focus", () => field.select());
}
