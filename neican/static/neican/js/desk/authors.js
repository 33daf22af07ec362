// Ordered authors: chips to drag or to move with the arrow keys, and a box to find more.

import { make, say } from "./texts.js";

export class Authors {
  constructor(box) {
    this.box = box;
    this.select = box.querySelector("select");
    this.chips = box.querySelector("[data-chips]");
    this.field = box.querySelector("input[role=combobox]");
    this.list = box.querySelector("[role=listbox]");
    this.names = new Map([...this.select.options].map((one) => [Number(one.value), one.label]));
    this.ids = [...this.select.selectedOptions].map((one) => Number(one.value));
    this.enhance();
    this.draw();
  }

  enhance() {
    this.select.hidden = this.select.disabled = true;
    this.chips.hidden = this.box.querySelector("[data-search]").hidden = false;
    this.field.addEventListener("input", () => this.find());
    this.field.addEventListener("focus", () => this.find());
    this.field.addEventListener("blur", () => setTimeout(() => this.close(), 150));
    this.field.addEventListener("keydown", (event) => this.keyed(event));
    this.list.addEventListener("pointerdown", (event) => {
      const option = event.target.closest("[data-id]");
      event.preventDefault();
      if (option) this.add(Number(option.dataset.id));
    });
    this.chips.addEventListener("keydown", (event) => this.moved(event));
    this.chips.addEventListener("dragover", (event) => this.dragged(event));
  }

  read() {
    return [...this.ids];
  }

  write(ids, names) {
    for (const [id, name] of Object.entries(names)) this.names.set(Number(id), name);
    this.ids = [...ids];
    this.draw();
  }

  draw() {
    this.chips.replaceChildren(...this.ids.map((id) => this.chip(id)));
  }

  chip(id) {
    const name = this.names.get(id) ?? String(id);
    const chip = make("li", { class: "nd-chip", draggable: true, "data-id": String(id) });
    const grip = make("button", {
      type: "button", class: "nd-chip__name", "aria-label": say("moveNamed", { name }),
    }, name);
    const remove = make("button", {
      type: "button", class: "nd-chip__remove", "aria-label": say("removeNamed", { name }),
    }, "×");
    remove.addEventListener("click", () => this.remove(id));
    chip.addEventListener("dragstart", () => chip.classList.add("is-dragged"));
    chip.addEventListener("dragend", () => {
      chip.classList.remove("is-dragged");
      this.set([...this.chips.children].map((one) => Number(one.dataset.id)));
    });
    chip.append(grip, remove, make("input", { type: "hidden", name: this.select.name, value: String(id) }));
    return chip;
  }

  set(ids, focus = null) {
    this.ids = ids;
    this.draw();
    this.chips.querySelector(`[data-id="${focus}"] .nd-chip__name`)?.focus();
    this.box.dispatchEvent(new Event("change", { bubbles: true }));
  }

  remove(id) {
    this.set(this.ids.filter((one) => one !== id));
    this.field.focus();
  }

  add(id) {
    this.field.value = "";
    if (!this.ids.includes(id)) this.set([...this.ids, id]);
    this.find();
  }

  moved(event) {
    const step = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1 }[event.key];
    const id = Number(event.target.closest("[data-id]")?.dataset.id);
    const place = this.ids.indexOf(id);
    if (event.key === "Delete" || event.key === "Backspace") this.remove(id);
    if (!step || place < 0 || !this.ids[place + step]) return;
    event.preventDefault();
    const ids = [...this.ids];
    [ids[place], ids[place + step]] = [ids[place + step], ids[place]];
    this.set(ids, id);
  }

  dragged(event) {
    const dragged = this.chips.querySelector(".is-dragged");
    const over = event.target.closest("[data-id]");
    if (!dragged) return;
    event.preventDefault();
    if (!over || over === dragged) return;
    const box = over.getBoundingClientRect();
    const isAfter = event.clientX > box.left + box.width / 2;
    over[isAfter ? "after" : "before"](dragged);
  }

  find() {
    const wanted = this.field.value.trim().toLowerCase();
    const found = [...this.names].filter(
      ([id, name]) => !this.ids.includes(id) && name.toLowerCase().includes(wanted),
    ).slice(0, 12);
    this.active = wanted && found.length ? 0 : -1;
    this.list.replaceChildren(...found.map(([id, name], place) => make("li", {
      role: "option", id: `${this.list.id}_${id}`, "data-id": String(id),
      "aria-selected": String(place === this.active),
    }, name)));
    if (!found.length) this.list.append(make("li", { role: "option", "aria-disabled": "true", "aria-selected": "false" }, say("noAuthor")));
    this.open(document.activeElement === this.field);
  }

  open(isOpen) {
    this.list.hidden = !isOpen;
    this.field.setAttribute("aria-expanded", String(isOpen));
    const active = this.list.children[this.active];
    if (isOpen && active?.id) this.field.setAttribute("aria-activedescendant", active.id);
    else this.field.removeAttribute("aria-activedescendant");
  }

  close() {
    this.open(false);
  }

  keyed(event) {
    const options = [...this.list.querySelectorAll("[data-id]")];
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === "Escape") this.close();
    if (event.key === "Backspace" && !this.field.value && this.ids.length) this.remove(this.ids.at(-1));
    if (step && options.length) {
      event.preventDefault();
      this.active = (this.active + step + options.length) % options.length;
      options.forEach((one, place) => one.setAttribute("aria-selected", String(place === this.active)));
      this.open(true);
    }
    if (event.key !== "Enter" || event.isComposing) return;
    event.preventDefault();
    if (options[this.active]) this.add(Number(options[this.active].dataset.id));
  }
}
