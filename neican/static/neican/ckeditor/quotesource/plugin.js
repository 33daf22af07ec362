// Whose words a quote holds: its last line, `p.source`.
(function () {
  const quoteAt = (editor) => editor.elementPath()?.contains("blockquote") || null;

  function caretInto(editor, element) {
    const range = editor.createRange();
    range.moveToElementEditEnd(element);
    range.select();
    element.scrollIntoView();
  }

  function toggle(editor) {
    const quote = quoteAt(editor);
    if (!quote) {
      editor.showNotification(editor.config.neican.source.outside, "info", 4000);
      return;
    }
    const line = editor.elementPath().block;
    const existing = quote.findOne("p.source");
    editor.fire("saveSnapshot");
    if (line && line.hasClass("source")) {
      line.removeClass("source");
      if (!line.getAttribute("class")) line.removeAttribute("class");
    } else if (existing) {
      caretInto(editor, existing);
    } else {
      const made = editor.document.createElement("p", { attributes: { class: "source" } });
      made.setText("——");
      quote.append(made);
      caretInto(editor, made);
    }
    editor.fire("saveSnapshot");
    editor.fire("change");
  }

  CKEDITOR.plugins.add("quotesource", {
    requires: "blockquote",
    init(editor) {
      const words = editor.config.neican.source;
      editor.addCommand("quoteSource", { exec: toggle, allowedContent: "p(source)" });
      editor.ui.addButton("QuoteSource", {
        label: words.button,
        command: "quoteSource",
        icon: `${this.path}icon.svg`,
      });
    },
  });
})();
