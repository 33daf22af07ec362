// The opening list: rows that come, go and move; the section is one of the text's headings.

import { make, say } from "./texts.js";

const PARTS = ["label", "question", "section"];

export class Topics {
  constructor(box, headings) {
    this.box = box;
    this.name = box.dataset.name;
    this.rows = box.querySelector("[data-rows]");
    this.list = box.querySelector("[data-headings]");
    this.headings = headings;
    this.blank = this.rows.lastElementChild.cloneNode(true);
    this.rows.lastElementChild.remove();
    for (const row of this.rows.children) this.furnish(row);
    const add = box.querySelector("[data-add]");
    add.hidden = false;
    add.addEventListener("click", () => this.add());
    box.addEventListener("focusin", () => this.suggest());
  }

  part(row, part) {
    return row.querySelector(`[name=${this.name}_${part}]`);
  }

  read() {
    return [...this.rows.children]
      .map((row) => Object.fromEntries(
        PARTS.map((part) => [part, this.part(row, part).value.replace(/\s+/g, " ").trim()]),
      ))
      .filter((row) => PARTS.some((part) => row[part]));
  }

  write(topics) {
    this.rows.replaceChildren(...topics.map((topic) => this.row(topic)));
  }

  row(topic = {}) {
    const row = this.blank.cloneNode(true);
    for (const part of PARTS) this.part(row, part).value = topic[part] ?? "";
    this.furnish(row);
    return row;
  }

  furnish(row) {
    const tool = (name, sign, work) => {
      const made = make("button", { type: "button", class: "nd-tool", "aria-label": say(name), title: say(name) }, sign);
      made.addEventListener("click", () => {
        work();
        this.changed();
      });
      return made;
    };
    row.querySelector("[data-tools]").replaceChildren(
      tool("moveUp", "↑", () => this.move(row, row.previousElementSibling, "before")),
      tool("moveDown", "↓", () => this.move(row, row.nextElementSibling, "after")),
      tool("remove", "×", () => this.remove(row)),
    );
  }

  move(row, neighbour, side) {
    if (!neighbour) return;
    const focused = document.activeElement;
    neighbour[side](row);
    focused.focus();
  }

  remove(row) {
    const next = row.nextElementSibling ?? row.previousElementSibling;
    row.remove();
    (next?.querySelector("input") ?? this.box.querySelector("[data-add]")).focus();
  }

  add() {
    const row = this.row();
    this.rows.append(row);
    this.part(row, "label").focus();
  }

  suggest() {
    this.list.replaceChildren(...this.headings().map((value) => make("option", { value })));
  }

  changed() {
    this.box.dispatchEvent(new Event("change", { bubbles: true }));
  }
}
