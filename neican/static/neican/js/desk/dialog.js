// A dialog of the browser's own: it keeps the keyboard inside and Escape closes it.

import { words } from "./blocks.js";
import { button, make, say } from "./texts.js";

export function dialog(title, { look = "" } = {}) {
  const heading = make("h2", { id: "nd-dialog-title" }, title);
  const body = make("div", { class: "nd-dialog__body" });
  const foot = make("div", { class: "nd-dialog__foot" });
  const box = make("dialog", { class: `nd-dialog ${look}`, "aria-labelledby": heading.id }, heading, body, foot);
  box.addEventListener("close", () => box.remove());
  document.body.append(box);
  return { box, body, foot, show: () => box.showModal(), close: () => box.close() };
}

// A text that cannot be saved from here is at least carried away.
export function ended(message, text) {
  const { body, foot, show, close } = dialog(say("endedTitle"));
  const field = make("textarea", { class: "nd-copy", readonly: "", rows: "10", "aria-label": say("copy") });
  field.value = text;
  const copied = make("span", { role: "status" });
  const copy = button(say("copy"), async () => {
    field.select();
    await navigator.clipboard?.writeText(text).catch(() => document.execCommand("copy"));
    copied.textContent = say("copied");
  });
  body.append(make("p", {}, message), field);
  foot.append(copied, button(say("close"), close), copy, button(say("reload"), () => window.location.reload(), "nd-button--main"));
  show();
}

// Two texts beside each other; blocks of one that the other lacks are marked.
export function beside(title, left, right) {
  const { body, foot, show, close } = dialog(title, { look: "nd-dialog--wide" });
  body.append(make("div", { class: "nd-beside" }, ...[left, right].map(({ name, blocks }) => {
    const text = make("div", { class: "nd-text", tabindex: "0" });
    for (const { html, isOther } of blocks) {
      // Words only: what this browser kept has not been cleaned by the server.
      text.append(make("div", isOther ? { class: "nd-other" } : {}, words(html)));
    }
    return make("section", {}, make("h3", {}, name), text);
  })));
  foot.append(button(say("close"), close, "nd-button--main"));
  show();
}
