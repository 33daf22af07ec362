// A picture: figure with caption and credit. The library gives it: window.NeicanImages.
(function () {
  const ours = /^\/media\/[\w./-]+$/;
  const line = (name, html) => {
    const made = new CKEDITOR.htmlParser.element("div", { class: `nc-${name}` });
    if (html) made.setHtml(html);
    return made;
  };

  /** From the stored spelling to the one that is edited: caption and credit as fields. */
  function upcast(element) {
    if (element.name !== "figure") return false;
    const image = element.find("img", true)[0];
    if (!image) return false;
    const caption = element.find("figcaption", true)[0];
    const credit = caption && caption.find("cite", true)[0];
    const creditHtml = credit ? credit.getHtml() : "";
    if (credit) credit.remove();
    const captionHtml = caption ? caption.getHtml() : "";
    element.children = [];
    element.add(image);
    element.add(line("caption", captionHtml));
    element.add(line("credit", creditHtml));
    element.addClass("nc-figure");
    return element;
  }

  const html = (editable) => editable.getData().replace(/&nbsp;|<br[^>]*>/g, " ").trim();

  function downcast(widget) {
    const made = new CKEDITOR.htmlParser.element("figure");
    const image = widget.parts.image;
    const attributes = {};
    for (const name of ["src", "alt", "width", "height", "data-image"]) {
      const value = image.getAttribute(name);
      if (value !== null) attributes[name] = value;
    }
    made.add(new CKEDITOR.htmlParser.element("img", attributes));
    const [caption, credit] = [html(widget.editables.caption), html(widget.editables.credit)];
    if (caption || credit) {
      const text = new CKEDITOR.htmlParser.element("figcaption");
      text.setHtml(caption + (credit ? `<cite>${credit}</cite>` : ""));
      made.add(text);
    }
    return made;
  }

  function figure(given) {
    const encode = CKEDITOR.tools.htmlEncode;
    const attribute = CKEDITOR.tools.htmlEncodeAttr;
    const size = ["width", "height"]
      .filter((name) => given[name])
      .map((name) => ` ${name}="${attribute(String(given[name]))}"`)
      .join("");
    const number = given.id ? ` data-image="${attribute(String(given.id))}"` : "";
    const credit = given.credit ? `<cite>${encode(given.credit)}</cite>` : "";
    return (
      `<figure><img src="${attribute(given.src)}" alt="${attribute(given.alt || "")}"${size}${number}>` +
      `<figcaption>${encode(given.caption || "")}${credit}</figcaption></figure>`
    );
  }

  const say = (editor, text, kind) => editor.showNotification(text, kind, kind === "warning" ? 0 : 6000);

  function pick(editor) {
    const words = editor.config.neican.image;
    if (!window.NeicanImages) {
      say(editor, words.absent, "warning");
      return;
    }
    window.NeicanImages.pick((given) => {
      if (given && ours.test(given.src)) {
        editor.focus();
        editor.insertHtml(figure(given), "html");
      }
    });
  }

  function upload(editor, file) {
    const words = editor.config.neican.image;
    if (!window.NeicanImages) {
      say(editor, words.absent, "warning");
      return;
    }
    const mark = `nc-upload-${CKEDITOR.tools.getNextNumber()}`;
    editor.insertHtml(
      `<div class="nc-upload" data-mark="${mark}">${words.uploading.replace("%s", CKEDITOR.tools.htmlEncode(file.name))}</div>`,
    );
    const placeholder = () =>
      Object.values(editor.widgets.instances).find(
        (one) => one.name === "neicanupload" && one.element.data("mark") === mark,
      );
    window.NeicanImages.upload(file).then(
      (given) => arrive(editor, placeholder(), given),
      (problem) => {
        fail(editor, placeholder());
        const reason = (problem && problem.message) || words.reason;
        say(editor, words.failed.replace("%s", file.name).replace("%s", reason), "warning");
      },
    );
  }

  function arrive(editor, widget, given) {
    // Taken away while it was on its way: the picture is in the library all the same.
    if (!widget) return;
    editor.fire("saveSnapshot");
    const ready = editor.dataProcessor.toHtml(figure(given));
    CKEDITOR.dom.element.createFromHtml(ready, editor.document).insertAfter(widget.wrapper);
    fail(editor, widget);
    editor.widgets.checkWidgets({ initOnlyNew: true });
    editor.fire("saveSnapshot");
    editor.fire("change");
  }

  function fail(editor, widget) {
    if (widget) editor.widgets.del(widget);
  }

  function takeFiles(editor, event) {
    const transfer = event.data.dataTransfer;
    const files = [];
    for (let place = 0; place < transfer.getFilesCount(); place += 1) {
      files.push(transfer.getFile(place));
    }
    const images = files.filter((file) => file.type.startsWith("image/"));
    // Programs put a picture of the text beside the text itself; the text is meant.
    if (!images.length || event.data.dataValue) return;
    event.cancel();
    images.forEach((file) => upload(editor, file));
  }

  function dialog(editor) {
    const words = editor.config.neican.image;
    return {
      title: words.alt,
      minWidth: 400,
      minHeight: 90,
      contents: [
        {
          id: "image",
          elements: [
            {
              id: "alt",
              type: "textarea",
              rows: 3,
              label: words.altHelp,
              setup(widget) {
                this.setValue(widget.data.alt || "");
              },
              commit(widget) {
                widget.setData("alt", this.getValue().replace(/\s+/g, " ").trim());
              },
            },
          ],
        },
      ],
    };
  }

  function furnish(widget, words) {
    const bar = new CKEDITOR.dom.element("button", widget.wrapper.getDocument());
    bar.setAttributes({ type: "button", class: "nc-furniture nc-alt", "data-cke-temp": "1" });
    bar.on("mousedown", (event) => event.data.preventDefault());
    bar.on("click", (event) => {
      event.data.preventDefault();
      widget.edit();
    });
    widget.wrapper.append(bar);
    widget.altButton = bar;
    widget.parts.caption.setAttribute("data-hint", words.caption);
    widget.parts.credit.setAttribute("data-hint", words.credit);
  }

  CKEDITOR.plugins.add("neicanimage", {
    requires: "widget,dialog,notification,clipboard",
    init(editor) {
      const words = editor.config.neican.image;
      CKEDITOR.dialog.add("neicanimage", dialog);
      editor.widgets.add("neicanimage", {
        allowedContent: "figure;figcaption;cite;img[!src,alt,width,height,data-image]",
        requiredContent: "figure",
        pathName: words.button,
        inline: false,
        dialog: "neicanimage",
        upcast,
        downcast() {
          return downcast(this);
        },
        parts: { image: "img", caption: ".nc-caption", credit: ".nc-credit" },
        editables: {
          caption: { selector: ".nc-caption", allowedContent: "strong em a[!href]" },
          credit: { selector: ".nc-credit", allowedContent: "a[!href]" },
        },
        init() {
          this.setData("alt", this.parts.image.getAttribute("alt") || "");
          furnish(this, words);
        },
        data() {
          this.parts.image.setAttribute("alt", this.data.alt || "");
          this.altButton?.setText(this.data.alt ? `${words.alt}：${this.data.alt}` : words.altMissing);
          this.altButton?.[this.data.alt ? "removeClass" : "addClass"]("is-missing");
        },
      });
      editor.widgets.add("neicanupload", {
        allowedContent: "div(!nc-upload)[data-mark]",
        inline: false,
        upcast: (element) => element.name === "div" && element.hasClass("nc-upload"),
        // A text that is saved meanwhile knows nothing of it.
        downcast: () => new CKEDITOR.htmlParser.text(""),
      });
      editor.addCommand("pickImage", { exec: pick, requiredContent: "figure" });
      editor.ui.addButton("NeicanImage", {
        label: words.button,
        command: "pickImage",
        icon: `${this.path}icon.svg`,
      });
      // Otherwise the editor says of every picture that it knows no such file.
      CKEDITOR.plugins.clipboard.addFileMatcher(editor, (file) => file.type.startsWith("image/"));
      editor.on("paste", (event) => takeFiles(editor, event), null, null, 1);
    },
  });
})();
