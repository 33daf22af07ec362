// A note (注): words or a source set beside the text, numbered for readers, not read aloud.
(function () {
  const isNote = (element) => element.name === "span" && element.hasClass("note");
  const isAddress = (value) => !value || /^(https?:\/\/|mailto:|\/(?!\/))\S+$/i.test(value);

  function read(widget) {
    const link = widget.element.findOne("a");
    return { text: widget.element.getText().trim(), href: link ? link.getAttribute("href") : "" };
  }

  function write(widget) {
    const { text, href } = widget.data;
    const now = read(widget);
    // A note that came with emphasis or several links keeps them while its words stay.
    if (!text || (text === now.text && href === now.href)) return;
    const encoded = CKEDITOR.tools.htmlEncode(text);
    const address = CKEDITOR.tools.htmlEncodeAttr(href || "");
    widget.element.setHtml(href ? `<a href="${address}">${encoded}</a>` : encoded);
  }

  function dialog(editor) {
    const words = editor.config.neican.note;
    return {
      title: words.button,
      minWidth: 380,
      minHeight: 120,
      contents: [
        {
          id: "note",
          elements: [
            {
              id: "text",
              type: "textarea",
              rows: 3,
              label: words.text,
              validate: CKEDITOR.dialog.validate.notEmpty(words.empty),
              setup(widget) {
                this.setValue(widget.data.text || "");
              },
              commit(widget) {
                widget.setData("text", this.getValue().replace(/\s+/g, " ").trim());
              },
            },
            {
              id: "href",
              type: "text",
              label: words.address,
              validate() {
                return isAddress(this.getValue().trim()) || words.wrong;
              },
              setup(widget) {
                this.setValue(widget.data.href || "");
              },
              commit(widget) {
                widget.setData("href", this.getValue().trim());
              },
            },
          ],
        },
      ],
    };
  }

  CKEDITOR.plugins.add("neicannote", {
    requires: "widget,dialog",
    init(editor) {
      const words = editor.config.neican.note;
      CKEDITOR.dialog.add("neicannote", dialog);
      editor.widgets.add("neicannote", {
        allowedContent: "span(!note);a[!href]",
        requiredContent: "span(note)",
        pathName: words.button,
        inline: true,
        dialog: "neicannote",
        template: '<span class="note"></span>',
        upcast: isNote,
        init() {
          const now = read(this);
          this.setData(now);
        },
        data() {
          write(this);
        },
      });
      editor.ui.addButton("Note", {
        label: words.button,
        command: "neicannote",
        icon: `${this.path}icon.svg`,
      });
    },
  });
})();
