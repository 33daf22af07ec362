// The paywall cut: one mark between two blocks; what stands above it is free.
CKEDITOR.plugins.add("paywallcut", {
  init(editor) {
    editor.addCommand("paywallcut", {
      allowedContent: "hr(paywall-cut)",
      exec() {
        editor
          .editable()
          .find("hr.paywall-cut")
          .toArray()
          .forEach((old) => old.remove());
        const mark = editor.document.createElement("hr", { attributes: { class: "paywall-cut" } });
        editor.insertElement(mark);
      },
    });
    editor.ui.addButton("PaywallCut", {
      label: editor.config.paywallCutLabel,
      command: "paywallcut",
      toolbar: "insert",
    });
  },
});
