// The article editor: its text, its changes, and putting others' blocks in under the caret.

import { differences, split } from "./blocks.js";

export async function editorOf(textarea) {
  const editor = await found(textarea.id);
  if (editor.status === "ready") return new Editor(editor);
  return new Promise((resolve) => editor.on("instanceReady", () => resolve(new Editor(editor))));
}

async function found(id) {
  while (!window.CKEDITOR?.instances[id]) await new Promise((go) => setTimeout(go, 30));
  return window.CKEDITOR.instances[id];
}

class Editor {
  constructor(editor) {
    this.editor = editor;
    this.keepTheme();
  }

  get body() {
    return this.editor.getData();
  }

  get element() {
    return this.editor.editable().$;
  }

  get hasFocus() {
    return this.editor.focusManager.hasFocus;
  }

  onChange(told) {
    this.editor.on("change", told);
    // Its plain-text view fires nothing by itself.
    this.editor.on("mode", () => {
      const field = this.editor.editable();
      if (this.editor.mode === "source") field.attachListener(field, "input", told);
    });
  }

  // Over the whole window it takes the classes of all that holds it, the dark theme among them.
  keepTheme() {
    const root = document.documentElement;
    let theme = "";
    this.editor.on("beforeCommandExec", ({ data }) => {
      if (data.name === "maximize") theme = root.classList.contains("dark") ? "dark" : "";
    });
    this.editor.on("maximize", ({ data: state }) => {
      if (theme && state === window.CKEDITOR.TRISTATE_ON) root.classList.add(theme);
    });
  }

  onBlur(told) {
    this.editor.on("blur", told);
  }

  lock(isLocked) {
    if (this.editor.readOnly !== isLocked) this.editor.setReadOnly(isLocked);
  }

  // Bring the text to this state; blocks that stay are not touched, nor is the caret in them.
  take(body, { isOwn = false } = {}) {
    if (!isOwn) this.editor.resetUndo?.(); // undoing must not take a colleague's words away
    const nodes = this.nodes();
    const before = split(this.body);
    if (this.editor.mode !== "wysiwyg" || nodes.length !== before.length) {
      this.editor.setData(body);
      return before.length;
    }
    if (isOwn) this.editor.fire("saveSnapshot");
    const runs = differences(before, split(body));
    for (const run of runs) this.replace(nodes, run);
    this.editor.widgets?.checkWidgets?.({ initOnlyNew: true });
    this.editor.fire(isOwn ? "saveSnapshot" : "updateSnapshot");
    if (!isOwn) this.editor.resetUndo?.();
    return runs.reduce((sum, run) => sum + Math.max(run.gone, run.come.length), 0);
  }

  nodes() {
    const passing = "[data-cke-temp], [data-cke-hidden-sel], [data-cke-magic-line]";
    return [...this.element.children].filter((node) => !node.matches(passing));
  }

  replace(nodes, run) {
    const gone = nodes.slice(run.at, run.at + run.gone);
    const next = nodes[run.at + run.gone] ?? null;
    const caret = this.caretIn(gone);
    const holder = document.createElement("div");
    holder.innerHTML = this.editor.dataProcessor.toHtml(run.come.join("\n"), { context: "div" });
    const come = [...holder.children];
    for (const node of come) this.element.insertBefore(node, next);
    gone.forEach((node) => node.remove());
    if (caret && come.length) this.putCaret(come[Math.min(caret.index, come.length - 1)], caret.offset);
  }

  caretIn(nodes) {
    const selection = window.getSelection();
    if (!this.hasFocus || !selection.rangeCount) return null;
    const { startContainer, startOffset } = selection.getRangeAt(0);
    const index = nodes.findIndex((node) => node.contains(startContainer));
    if (index < 0) return null;
    const range = document.createRange();
    range.setStart(nodes[index], 0);
    range.setEnd(startContainer, startOffset);
    return { index, offset: range.toString().length };
  }

  putCaret(node, offset) {
    const texts = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
    let left = offset;
    let last = null;
    while (texts.nextNode()) {
      last = texts.currentNode;
      if (left <= last.length) break;
      left -= last.length;
    }
    if (last) window.getSelection().collapse(last, Math.min(left, last.length));
  }

  // Every occurrence of a word, as the editor's own undoable change.
  replaceWord(wrong, right) {
    this.editor.fire("saveSnapshot");
    const texts = document.createTreeWalker(this.element, NodeFilter.SHOW_TEXT);
    const pattern = bounded(wrong);
    while (texts.nextNode()) {
      const text = texts.currentNode;
      if (!text.parentElement.closest("code, pre")) text.data = text.data.replace(pattern, () => right);
    }
    this.editor.fire("saveSnapshot");
    this.editor.fire("change");
  }

  headings() {
    return [...this.element.querySelectorAll("h2")].map((one) => one.textContent.trim()).filter(Boolean);
  }
}

function bounded(word) {
  const plain = word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  const left = /^[0-9A-Za-z]/.test(word) ? "(?<![0-9A-Za-z])" : "";
  const right = /[0-9A-Za-z]$/.test(word) ? "(?![0-9A-Za-z])" : "";
  return new RegExp(left + plain + right, "g");
}
