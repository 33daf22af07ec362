// The comment box: counts as the server does, keeps the draft, never cuts what was written.
import { LIMIT, count, isBlank } from "./counting.js";

const form = document.querySelector("[data-comment-form]");

/** A browser that refuses storage still lets one write. */
function keep(key, text) {
  try {
    if (text) sessionStorage.setItem(key, text);
    else sessionStorage.removeItem(key);
  } catch (refused) {
    console.info("draft not kept:", refused.name);
  }
}

function kept(key) {
  try {
    return sessionStorage.getItem(key) ?? "";
  } catch (refused) {
    console.info("no drafts here:", refused.name);
    return "";
  }
}

function start(form) {
  const box = form.querySelector("textarea");
  const counter = form.querySelector("[data-counter]");
  const spoken = form.querySelector("[data-counter-spoken]");
  const send = form.querySelector("[type=submit]");
  const key = `neican.draft.${form.dataset.commentForm}`;

  function show() {
    const length = count(box.value);
    const over = length > LIMIT;
    counter.textContent = over ? `−${length - LIMIT}` : `${length}/${LIMIT}`;
    form.classList.toggle("is-over", over);
    box.setAttribute("aria-invalid", String(over));
    send.disabled = over || isBlank(box.value);
    // Said only near the limit: a number after every stroke would drown the writer.
    const near = length > LIMIT - 50;
    spoken.textContent = near ? (over ? spoken.dataset.over : spoken.dataset.left).replace("%", Math.abs(LIMIT - length)) : "";
  }

  box.addEventListener("input", () => {
    keep(key, box.value);
    show();
  });
  box.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || send.disabled) return;
    event.preventDefault();
    form.requestSubmit();
  });
  // The text goes with the form; if it comes back refused, the server has put it in the box.
  form.addEventListener("submit", () => keep(key, ""));
  if (!box.value) box.value = kept(key);
  show();
}

if (form) start(form);
