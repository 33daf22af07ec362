// Two people wrote at one place: both texts beside each other, and a person chooses.

import { dialog } from "./dialog.js";
import { words } from "./blocks.js";
import { button, make, say } from "./texts.js";

const CHOICES = { mine: "takeMine", theirs: "takeTheirs", both: "takeBoth", own: "takeOwn" };

// Resolves to {body, facts} as chosen, or to null where it is put off.
export function settle(clash) {
  return new Promise((resolve) => {
    const { box, body, foot, show, close } = dialog(say("clashTitle", { name: clash.who }), { look: "nd-dialog--wide" });
    const places = [...textPlaces(clash), ...factPlaces(clash)];
    let chosen = null;
    body.append(make("p", {}, say("clashLead")), ...places.map((one, index) => one.draw(index + 1, clash.who)));
    foot.append(
      button(say("later"), close),
      button(say("settle"), () => {
        // Nothing is chosen beforehand: a press on the button alone would take a colleague's words.
        const open = places.find((one) => !one.choice);
        if (open) return open.ask();
        chosen = composed(clash, places);
        return close();
      }, "nd-button--main"),
    );
    box.addEventListener("close", () => resolve(chosen));
    show();
  });
}

function composed(clash, places) {
  const texts = places.filter((one) => one.isText);
  const blocks = clash.blocks.map((block) => (typeof block === "string" ? block : texts.shift().value()));
  const facts = { ...clash.theirFacts };
  for (const one of places) if (!one.isText) facts[one.name] = one.value();
  return { body: blocks.join("\n"), facts };
}

function textPlaces(clash) {
  return clash.blocks
    .filter((block) => typeof block !== "string")
    .map((block) => new Place({
      isText: true,
      mine: block.mine,
      theirs: block.theirs,
      shown: { mine: block.mineMarked, theirs: block.theirsMarked },
      choices: ["mine", "theirs", "both", "own"],
    }));
}

function factPlaces(clash) {
  return Object.entries(clash.facts).map(([name, { mine, theirs }]) => new Place({
    name,
    mine,
    theirs,
    title: say(name),
    shown: { mine: inWords(name, mine, clash), theirs: inWords(name, theirs, clash) },
    choices: typeof mine === "string" ? ["mine", "theirs", "own"] : ["mine", "theirs"],
  }));
}

function inWords(name, value, { names, pictures }) {
  if (typeof value === "boolean") return say(value ? "yes" : "no");
  if (name === "authors") return value.map((id) => names[id] ?? id).join("、") || say("none");
  if (name === "topics") return value.map((one) => `${one.label}：${one.question}`).join("\n") || say("none");
  if (name === "head_image") return pictures[value]?.name ?? say("none");
  return value || say("none");
}

let numbers = 0;

class Place {
  constructor(values) {
    Object.assign(this, values);
    this.choice = "";
    this.group = `nd-place-${(numbers += 1)}`;
  }

  draw(number, who) {
    const section = make("fieldset", { class: "nd-clash" }, make("legend", {}, this.title ?? say("place", { number })));
    const sides = make("div", { class: "nd-beside" }, this.side("mine", say("mine")), this.side("theirs", say("theirs", { name: who })));
    this.field = this.isText
      ? make("div", { class: "nd-text nd-own", contenteditable: "true", role: "textbox", "aria-multiline": "true", "aria-label": say("ownText") })
      : make("textarea", { class: "nd-copy", rows: "2", "aria-label": say("ownText") });
    if (this.isText) this.field.innerHTML = this.mine || this.theirs;
    else this.field.value = this.mine;
    this.field.hidden = true;
    section.append(sides, this.radios(), this.field);
    return section;
  }

  side(name, label) {
    const text = make("div", { class: "nd-text", tabindex: "0" });
    if (!this.isText) text.textContent = this.shown[name];
    else if (this[name]) text.innerHTML = this.shown[name]; // cleaned by the server
    else text.textContent = say("removed");
    return make("section", {}, make("h3", {}, label), text);
  }

  radios() {
    const line = make("div", { class: "nd-choices" });
    for (const choice of this.choices) {
      const radio = make("input", { type: "radio", name: this.group, value: choice });
      radio.addEventListener("change", () => this.choose(choice));
      this.first ??= radio;
      line.append(make("label", {}, radio, say(CHOICES[choice])));
    }
    return line;
  }

  ask() {
    this.first.setCustomValidity(say("chooseFirst"));
    this.first.reportValidity();
  }

  choose(choice) {
    this.choice = choice;
    this.first.setCustomValidity("");
    this.field.hidden = choice !== "own";
    if (choice === "own") this.field.focus();
  }

  value() {
    if (this.choice === "both") return [this.theirs, this.mine].filter(Boolean).join("\n");
    if (this.choice !== "own") return this[this.choice];
    if (!this.isText) return this.field.value.trim();
    return words(this.field.innerHTML) ? this.field.innerHTML : "";
  }
}
