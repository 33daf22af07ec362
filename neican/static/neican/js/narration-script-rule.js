// The back office's form of a pronunciation: its effect before it is saved.
import { showEffect } from "./narration-script-effect.js";

const PAUSE = 350; // ms after the last key

function watch(root) {
  const form = root.closest("form");
  let waiting;
  const look = async () => {
    const given = new FormData(form);
    const query = new URLSearchParams({ pk: root.dataset.rulePk });
    for (const name of ["term", "reading", "kind", "case_sensitive", "column", "issue"]) query.set(name, given.get(name) ?? "");
    if (!given.get("term") || !given.get("reading")) return;
    const told = await showEffect(root, `${root.dataset.ruleEffect}?${query}`);
    if (told && form.elements.told) form.elements.told.value = told.key;
  };
  const soon = () => {
    window.clearTimeout(waiting);
    waiting = window.setTimeout(look, PAUSE);
  };
  form.addEventListener("input", soon);
  form.addEventListener("change", soon);
  // The chooser of columns and issues tells of its changes through jQuery alone.
  window.django?.jQuery?.(form).on("change", "select", soon);
}

// A module runs when the page is read to its end.
for (const root of document.querySelectorAll("[data-rule-effect]")) watch(root);
