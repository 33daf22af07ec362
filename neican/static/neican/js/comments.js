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

/** The box as one left it; a text is forgotten only when the server has brought us to it. */
function restore(box, key) {
  const arrived = kept(`${key}.sent`) && location.hash.startsWith("#comment-");
  if (arrived && !box.value) keep(key, "");
  keep(`${key}.sent`, "");
  if (!box.value) box.value = kept(key);
}

function start(form) {
  const box = form.querySelector("textarea");
  const counter = form.querySelector("[data-counter]");
  const spoken = form.querySelector("[data-counter-spoken]");
  const send = form.querySelector("[type=submit]");
  const key = `neican.draft.${form.dataset.commentForm}`;

  function show() {
    const length = count(box.value);
    const left = LIMIT - length;
    counter.textContent = left < 0 ? `−${-left}` : `${length}/${LIMIT}`;
    form.classList.toggle("is-over", left < 0);
    box.setAttribute("aria-invalid", String(left < 0));
    send.disabled = left < 0 || isBlank(box.value);
    // Said only near the limit: a number after every stroke would drown the writer.
    const words = left < 0 ? spoken.dataset.over : spoken.dataset.left;
    spoken.textContent = left < 50 ? words.replace("%", Math.abs(left)) : "";
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
  form.addEventListener("submit", () => keep(`${key}.sent`, "yes"));
  restore(box, key);
  show();
}

if (form) start(form);
