// 标点规范: asks the writing desk to show what it would change.
CKEDITOR.plugins.add("neicanpunctuation", {
  init(editor) {
    const words = editor.config.neican.punctuation;
    editor.addCommand("normalisePunctuation", {
      readOnly: 1,
      exec() {
        const detail = { editor: editor.name, html: editor.getData() };
        document.dispatchEvent(new CustomEvent("neican:punctuation", { detail }));
      },
    });
    editor.ui.addButton("Punctuation", {
      label: words.button,
      title: words.title,
      command: "normalisePunctuation",
      icon: `${this.path}icon.svg`,
    });
  },
});
