// Headline, by-line, topics …: read from the form, and put back where others changed them.

import { Authors } from "./authors.js";
import { Topics } from "./topics.js";

const LINES = ["headline", "rubric", "standfirst"];

export class Facts {
  constructor(form, headings) {
    this.form = form;
    this.topics = new Topics(form.querySelector("[data-desk-topics]"), headings);
    const authors = form.querySelector("[data-desk-authors]");
    this.authors = authors && new Authors(authors);
    for (const name of ["headline", "standfirst"]) oneLine(form.elements[name]);
  }

  get picture() {
    return this.form.querySelector("[data-head-image]");
  }

  get trial() {
    return this.form.querySelector("input[name=is_trial]");
  }

  read() {
    const facts = Object.fromEntries(
      LINES.map((name) => [name, this.form.elements[name].value.replace(/\s+/g, " ").trim()]),
    );
    facts.topics = this.topics.read();
    const number = this.form.elements.head_image?.value ?? "";
    facts.head_image = number ? Number(number) : null;
    if (this.authors) facts.authors = this.authors.read();
    if (this.trial) facts.is_trial = this.trial.checked;
    return facts;
  }

  // `names`: of authors by id; `pictures`: by id, how to show them.
  write(facts, { names = {}, pictures = {} } = {}) {
    const now = this.read();
    for (const name of LINES) {
      if (name in facts && facts[name] !== now[name]) this.form.elements[name].value = facts[name];
    }
    if (facts.topics && differ(facts.topics, now.topics)) this.topics.write(facts.topics);
    if (this.authors && facts.authors && differ(facts.authors, now.authors)) {
      this.authors.write(facts.authors, names);
    }
    if (this.trial && "is_trial" in facts) this.trial.checked = facts.is_trial;
    if ("head_image" in facts && facts.head_image !== now.head_image) {
      this.showPicture(facts.head_image, pictures[facts.head_image]);
    }
  }

  showPicture(id, picture) {
    this.form.elements.head_image.value = id ?? "";
    const shown = this.picture?.querySelector("[data-head-shown]");
    if (!shown) return;
    shown.hidden = !picture;
    if (!picture) return;
    shown.querySelectorAll("img").forEach((img) => {
      img.src = picture.src;
    });
    for (const name of ["alt", "credit"]) {
      const words = this.picture.querySelector(`[data-head-${name}]`);
      if (words) words.textContent = picture[name];
    }
  }
}

function differ(one, other) {
  return JSON.stringify(one) !== JSON.stringify(other);
}

// A headline has no line breaks; where the browser cannot, the box grows by script.
function oneLine(field) {
  const grow = () => {
    if (CSS.supports("field-sizing", "content")) return;
    field.style.height = "auto";
    field.style.height = `${field.scrollHeight}px`;
  };
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.isComposing) event.preventDefault();
  });
  field.addEventListener("input", grow);
  grow();
}
