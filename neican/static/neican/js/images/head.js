// The head image of an issue: another one, none, and how it will be cropped.

import { pick } from "./picker.js";

class HeadImage {
  constructor(box) {
    this.box = box;
    this.part("pick").addEventListener("click", () => this.ask());
    this.part("clear").addEventListener("click", () => this.clear());
  }

  part(name) {
    return this.box.querySelector(`[data-head-${name}]`);
  }

  // An import may have known the source before anybody had the picture.
  ask() {
    const credit = this.part("awaited")?.dataset.credit ?? "";
    pick((image) => this.show(image), { kind: "head", credit });
  }

  show(image) {
    this.set(image.id);
    for (const crop of this.box.querySelectorAll("[data-head-crop]")) {
      crop.src = image.thumbnail;
      crop.style.objectPosition = `${image.focal_x}% ${image.focal_y}%`;
    }
    this.part("alt").textContent = image.alt;
    const credit = this.part("credit");
    credit.textContent = image.credit || credit.dataset.missing;
    credit.classList.toggle("nc-missing", !image.credit);
    const focus = this.part("focus");
    focus.href = focus.dataset.address.replace("/0/", `/${image.id}/`);
    this.part("label").textContent = this.part("pick").dataset.other;
    this.reveal(true);
    this.part("pick").focus();
  }

  clear() {
    this.set("");
    this.part("label").textContent = this.part("clear").dataset.first;
    this.reveal(false);
    this.part("pick").focus();
  }

  // Scripts do not fire `change` by themselves; the desk saves on it.
  set(value) {
    const field = this.part("value");
    field.value = value;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.dispatchEvent(new Event("change", { bubbles: true }));
  }

  reveal(isThere) {
    this.part("awaited")?.remove();
    this.part("shown").hidden = !isThere;
    this.part("focus").hidden = !isThere;
    this.part("clear").hidden = !isThere;
  }
}

for (const box of document.querySelectorAll("[data-head-image]")) new HeadImage(box);
