// Help with words: punctuation, looked through before it is taken; misspellings, quietly.

import { split } from "./blocks.js";
import { dialog } from "./dialog.js";
import { button, make, say } from "./texts.js";
import { post } from "./wire.js";

const PAUSE = 2500;

export class Words {
  constructor(config, editor, { tell }) {
    Object.assign(this, { config, editor, tell });
    this.box = document.querySelector("[data-desk-terms]");
    document.addEventListener("neican:punctuation", () => this.punctuation());
    this.changed();
  }

  changed() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.terms().catch(() => {}), PAUSE);
  }

  ask(name, body) {
    return post(this.config.urls[name], { session: this.config.session, body });
  }

  async terms() {
    const { found } = await this.ask("terms", this.editor.body);
    const counts = new Map();
    for (const one of found) {
      const times = counts.get(one.term)?.times ?? 0;
      counts.set(one.term, { ...one, times: times + 1 });
    }
    this.box.hidden = counts.size === 0;
    this.box.replaceChildren(...[...counts.values()].map((one) => this.line(one)));
  }

  line({ term, preferred, times, context }) {
    const words = say("term", { wrong: term, right: preferred });
    return make("p", { title: context },
      words, make("small", {}, say("times", { count: times })),
      button(say("replace", { right: preferred }), () => {
        this.editor.replaceWord(term, preferred);
        this.changed();
      }, "nd-button--small"));
  }

  async punctuation() {
    const body = this.editor.body;
    let suggestions = [];
    try {
      ({ suggestions } = await this.ask("punctuation", body));
    } catch (problem) {
      this.tell("refused", { message: problem.message });
      return;
    }
    if (suggestions.length) this.show(suggestions);
    else this.tell("punctuationNone");
  }

  show(suggestions) {
    const { body, foot, show, close } = dialog(say("punctuationTitle"), { look: "nd-dialog--wide" });
    const boxes = suggestions.map((one) => [one, make("input", { type: "checkbox", checked: true })]);
    const take = button("", () => {
      this.take(boxes.filter(([, box]) => box.checked).map(([one]) => one));
      close();
    }, "nd-button--main");
    const all = make("input", { type: "checkbox", checked: true });
    const count = () => {
      const taken = boxes.filter(([, box]) => box.checked).length;
      take.textContent = say("apply", { count: taken });
      take.disabled = taken === 0;
      all.checked = taken === boxes.length;
    };
    all.addEventListener("change", () => {
      boxes.forEach(([, box]) => {
        box.checked = all.checked;
      });
      count();
    });
    body.append(make("p", {}, say("punctuationLead", { count: suggestions.length })), make("label", { class: "nd-choice" }, all, say("all")));
    for (const [one, box] of boxes) body.append(suggested(one, box));
    body.addEventListener("change", count);
    foot.append(button(say("close"), close), take);
    count();
    show();
  }

  // By their words: he cannot write while the dialog is open, yet a colleague's block may come.
  take(suggestions) {
    const blocks = split(this.editor.body);
    for (const { index, after } of suggestions) if (index < blocks.length) blocks[index] = after;
    this.editor.take(blocks.join("\n"), { isOwn: true });
    this.editor.editor.fire("change");
  }
}

function suggested({ beforeMarked, afterMarked }, box) {
  const text = (html) => {
    const made = make("div", { class: "nd-text" });
    made.innerHTML = html; // cleaned by the server
    return made;
  };
  return make("label", { class: "nd-suggested" }, box, make("span", { class: "nd-beside" }, text(beforeMarked), text(afterMarked)));
}
