// The paywall cut: one block between two others; what stands above it is free.
(function () {
  const isCut = (element) => element.name === "hr" && element.hasClass("paywall-cut");

  const cutOf = (editor) =>
    Object.values(editor.widgets.instances).find((widget) => widget.name === "paywallcut");

  /** The element directly below the editor's own that holds the caret. */
  function blockAtCaret(editor) {
    const path = editor.elementPath();
    const editable = editor.editable();
    return path ? path.elements.find((one) => editable.equals(one.getParent())) : null;
  }

  function isCaretAtStart(editor, block) {
    const range = editor.getSelection().getRanges()[0];
    const before = editor.createRange();
    before.setStartAt(block, CKEDITOR.POSITION_AFTER_START);
    before.setEnd(range.startContainer, range.startOffset);
    return before.cloneContents().getFirst() === null || !before.cloneContents().$.textContent;
  }

  /** Every change of place is one step that can be undone. */
  function moved(editor, widget, move) {
    editor.fire("saveSnapshot");
    move(widget.wrapper);
    editor.fire("saveSnapshot");
    editor.fire("change");
    widget.focus();
    widget.wrapper.scrollIntoView();
  }

  function step(editor, widget, way) {
    const wrapper = widget.wrapper;
    const isElement = CKEDITOR.dom.walker.nodeType(CKEDITOR.NODE_ELEMENT);
    const other = way < 0 ? wrapper.getPrevious(isElement) : wrapper.getNext(isElement);
    if (other) {
      moved(editor, widget, () =>
        way < 0 ? wrapper.insertBefore(other) : wrapper.insertAfter(other),
      );
    }
  }

  function place(editor) {
    const block = blockAtCaret(editor);
    const isBefore = block && isCaretAtStart(editor, block);
    const existing = cutOf(editor);
    if (existing && block && !existing.wrapper.equals(block)) {
      moved(editor, existing, (wrapper) =>
        isBefore ? wrapper.insertBefore(block) : wrapper.insertAfter(block),
      );
    } else if (!existing) {
      insert(editor, block, isBefore);
    } else {
      existing.focus();
    }
  }

  function insert(editor, block, isBefore) {
    editor.fire("saveSnapshot");
    const mark = editor.document.createElement("hr", { attributes: { class: "paywall-cut" } });
    if (!block) {
      editor.editable().append(mark);
    } else if (isBefore) {
      mark.insertBefore(block);
    } else {
      mark.insertAfter(block);
    }
    const widget = editor.widgets.initOn(mark, "paywallcut");
    editor.fire("saveSnapshot");
    editor.fire("change");
    widget.focus();
  }

  function button(editor, name, label, act) {
    const made = new CKEDITOR.dom.element("button", editor.document);
    made.setAttributes({ type: "button", class: `nc-cut-${name}`, title: label });
    made.setAttribute("aria-label", label);
    made.setText({ up: "↑", down: "↓", remove: "×" }[name]);
    made.on("mousedown", (event) => event.data.preventDefault());
    made.on("click", (event) => {
      event.data.preventDefault();
      act();
    });
    return made;
  }

  function furnish(editor, widget) {
    const words = editor.config.neican.cut;
    const bar = new CKEDITOR.dom.element("div", editor.document);
    bar.setAttributes({ class: "nc-cut-bar", "data-cke-temp": "1" });
    const label = new CKEDITOR.dom.element("span", editor.document);
    label.setText(words.mark);
    // The handle that widgets are drawn by is small; the whole label takes its place.
    label.on("mousedown", (event) => {
      const handle = widget.dragHandlerContainer?.findOne("img");
      handle?.$.dispatchEvent(new MouseEvent("mousedown", { button: event.data.$.button }));
    });
    bar.append(label);
    bar.append(button(editor, "up", words.up, () => step(editor, widget, -1)));
    bar.append(button(editor, "down", words.down, () => step(editor, widget, 1)));
    bar.append(button(editor, "remove", words.remove, () => remove(editor, widget)));
    widget.wrapper.append(bar);
  }

  function remove(editor, widget) {
    editor.fire("saveSnapshot");
    editor.widgets.del(widget);
    editor.fire("saveSnapshot");
    editor.fire("change");
    editor.focus();
  }

  CKEDITOR.plugins.add("paywallcut", {
    requires: "widget",
    init(editor) {
      editor.widgets.add("paywallcut", {
        allowedContent: "hr(paywall-cut)",
        requiredContent: "hr(paywall-cut)",
        pathName: editor.config.neican.cut.button,
        inline: false,
        upcast: isCut,
        init() {
          furnish(editor, this);
          this.on("key", (event) => {
            const ways = { [CKEDITOR.ALT + 38]: -1, [CKEDITOR.ALT + 40]: 1 };
            if (ways[event.data.keyCode]) {
              step(editor, this, ways[event.data.keyCode]);
              event.cancel();
            }
          });
        },
      });
      editor.addCommand("placePaywallCut", { exec: place, requiredContent: "hr(paywall-cut)" });
      editor.ui.addButton("PaywallCut", {
        label: editor.config.neican.cut.button,
        title: editor.config.neican.cut.title,
        command: "placePaywallCut",
        icon: `${this.path}icon.svg`,
        toolbar: "insert",
      });
      // A copied cut would be a second one; the one that stands is meant.
      editor.on("paste", (event) => {
        if (cutOf(editor)) {
          event.data.dataValue = event.data.dataValue.replace(/<hr[^>]*paywall-cut[^>]*>/gi, "");
        }
      });
    },
  });
})();
