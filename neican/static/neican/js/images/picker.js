// Choosing a picture: window.NeicanImages.pick(callback, {kind}) and .upload(file).

import { dialogPart, get, post, said } from "./wire.js";
import { acceptDrops, picturesIn, upload } from "./upload.js";

class Picker {
  constructor(dialog) {
    this.dialog = dialog;
    this.search = this.part("search");
    this.words = this.part("words");
    this.list = this.part("list");
    this.listen();
  }

  part(name) {
    return this.dialog.querySelector(`[data-picker-${name}]`);
  }

  open(kind, credit, done) {
    this.kind = kind;
    this.credit = credit;
    this.done = done;
    this.dialog.dataset.kind = kind;
    this.dialog.classList.remove("nc-picker-chosen");
    this.words.hidden = true;
    this.say("");
    this.find();
    this.dialog.showModal();
    // On a telephone the keyboard would cover the pictures at once.
    if (matchMedia("(pointer: fine)").matches) this.search.elements.q.focus();
  }

  listen() {
    this.part("close").addEventListener("click", () => this.dialog.close());
    this.part("back").addEventListener("click", () => this.back());
    this.dialog.addEventListener("click", (event) => {
      if (event.target === this.dialog) this.dialog.close();
    });
    this.dialog.addEventListener("paste", (event) => this.take(picturesIn(event.clipboardData)));
    this.list.addEventListener("click", (event) => this.clicked(event));
    this.words.addEventListener("submit", (event) => this.use(event));
    this.search.addEventListener("submit", (event) => event.preventDefault());
    this.search.addEventListener("change", () => this.find());
    this.search.addEventListener("input", () => {
      clearTimeout(this.waiting);
      this.waiting = setTimeout(() => this.find(), 250);
    });
    const field = this.part("file");
    field?.addEventListener("change", () => {
      this.take([...field.files]);
      field.value = "";
    });
    if (field) acceptDrops(this.dialog, (files) => this.take(files), () => this.say(said("notAnImage"), true));
  }

  clicked(event) {
    const choice = event.target.closest("[data-image]");
    const more = event.target.closest("[data-more]");
    if (choice) this.choose(JSON.parse(choice.dataset.image), choice);
    if (more) this.more(more);
  }

  // Only the newest search may fill the list: answers can overtake one another.
  async find() {
    const query = new URLSearchParams(new FormData(this.search));
    const asked = (this.asked = query.toString());
    try {
      const html = await get(`picker/?list=1&${asked}`);
      if (asked === this.asked) this.list.innerHTML = html;
    } catch (problem) {
      this.say(problem.message, true);
    }
  }

  async more(button) {
    button.disabled = true;
    try {
      const holder = document.createElement("div");
      holder.innerHTML = await get(`picker/?list=1&${button.dataset.more}`);
      const first = holder.querySelector("[data-image]");
      button.remove();
      this.list.querySelector("ul").append(...(holder.querySelector("ul")?.children ?? []));
      const next = holder.querySelector("[data-more]");
      if (next) this.list.append(next);
      first?.focus();
    } catch (problem) {
      button.disabled = false;
      this.say(problem.message, true);
    }
  }

  async take([file]) {
    if (!file || !this.part("file")) return;
    this.say(said("uploading").replace("{name}", file.name));
    try {
      const image = await upload(file);
      this.say([image.note, said("uploaded")].filter(Boolean).join(""));
      this.choose(image);
      this.find();
    } catch (problem) {
      this.say(problem.message, true);
    }
  }

  choose(image, choice) {
    this.image = image;
    this.chosen = choice;
    for (const one of this.list.querySelectorAll("[aria-pressed]")) one.removeAttribute("aria-pressed");
    choice?.setAttribute("aria-pressed", "true");
    const fields = this.words.elements;
    for (const name of ["alt", "caption", "credit"]) {
      fields[name].value = image[name];
      fields[name].readOnly = this.kind === "head" && !image.mayDescribe;
    }
    if (!image.credit && !fields.credit.readOnly) fields.credit.value = this.credit;
    this.part("preview").src = image.thumbnail;
    this.part("size").textContent = `${image.width} × ${image.height}`;
    this.part("refused").textContent = "";
    this.words.hidden = false;
    this.dialog.classList.add("nc-picker-chosen");
    (fields.alt.value && this.kind === "head" && !fields.credit.value ? fields.credit : fields.alt).focus();
  }

  back() {
    this.words.hidden = true;
    this.dialog.classList.remove("nc-picker-chosen");
    (this.chosen ?? this.part("close")).focus();
  }

  async use(event) {
    event.preventDefault();
    const given = Object.fromEntries(
      ["alt", "caption", "credit"].map((name) => [name, this.words.elements[name].value.trim()]),
    );
    const missing = !given.alt ? "alt" : this.kind === "head" && !given.credit ? "credit" : null;
    if (missing) return this.refuse(missing);
    try {
      await this.keep(given);
    } catch (problem) {
      this.part("refused").textContent = problem.message;
      return undefined;
    }
    this.dialog.close();
    return this.done({ ...this.image, ...given });
  }

  refuse(name) {
    const field = this.words.elements[name];
    const why = field.readOnly ? "notYours" : name === "alt" ? "noAlt" : "noCredit";
    this.part("refused").textContent = said(why);
    field.focus();
  }

  // A lead picture's words are the library's; a picture in the text has its own, and the library
  // learns only what it did not know.
  async keep(given) {
    if (!this.image.mayDescribe) return;
    const names = Object.keys(given).filter(
      (name) => given[name] !== this.image[name] && (this.kind === "head" || !this.image[name]),
    );
    if (!names.length) return;
    const form = new FormData();
    for (const name of names) form.append(name, given[name]);
    await post(`${this.image.id}/words/`, form);
  }

  say(text, isBad = false) {
    const line = this.part("said");
    line.textContent = text;
    line.classList.toggle("nc-said-bad", isBad);
  }
}

let picker;

// Ask for a picture; `callback` gets {id, src, thumbnail, width, height, alt, caption, credit},
// and is not called if nothing is chosen. `kind`: "head" (credit needed) or "body". `credit`: what
// is proposed where the library knows none.
async function pick(callback, { kind = "body", credit = "" } = {}) {
  const dialog = await dialogPart();
  picker ??= new Picker(dialog);
  picker.open(kind, credit, callback);
}

window.NeicanImages = { pick, upload };
// Fetched beforehand: its sentences are needed when the network is gone.
dialogPart().catch(() => {});
document.dispatchEvent(new CustomEvent("neican:images"));

export { pick, upload };
