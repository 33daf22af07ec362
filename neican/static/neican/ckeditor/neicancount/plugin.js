// Characters as editors count them (without blanks), and how many of them are free.
(function () {
  const REST = 250; // milliseconds without a keystroke

  const count = (text) => (text.match(/\S/gu) || []).length;

  /** The words of the text in two parts: before the cut and after it; without a cut all before. */
  function parts(editable) {
    const cut = editable.querySelector("hr.paywall-cut");
    const texts = ["", ""];
    const walker = document.createTreeWalker(editable, NodeFilter.SHOW_TEXT, (node) =>
      node.parentElement.closest(".nc-cut-bar, .nc-furniture, [data-cke-hidden-sel]")
        ? NodeFilter.FILTER_REJECT
        : NodeFilter.FILTER_ACCEPT,
    );
    while (walker.nextNode()) {
      const isPaid =
        cut && cut.compareDocumentPosition(walker.currentNode) & Node.DOCUMENT_POSITION_FOLLOWING;
      texts[isPaid ? 1 : 0] += walker.currentNode.data;
    }
    return { free: count(texts[0]), paid: count(texts[1]), hasCut: Boolean(cut) };
  }

  function words(editor) {
    const said = editor.config.neican.count;
    const number = new Intl.NumberFormat("zh-CN");
    const { free, paid, hasCut } = parts(editor.editable().$);
    const total = said.total.replace("%s", number.format(free + paid));
    return hasCut ? `${total} · ${said.free.replace("%s", number.format(free))}` : `${total} · ${said.uncut}`;
  }

  CKEDITOR.plugins.add("neicancount", {
    init(editor) {
      const id = `${editor.id}_count`;
      editor.on("uiSpace", (event) => {
        if (event.data.space === "bottom") {
          event.data.html += `<span id="${id}" class="nc-count"></span>`;
        }
      });
      let waiting;
      const show = () => {
        const place = document.getElementById(id);
        if (place && editor.mode === "wysiwyg") {
          place.textContent = words(editor);
        }
      };
      const later = () => {
        clearTimeout(waiting);
        waiting = setTimeout(show, REST);
      };
      editor.on("change", later);
      editor.on("contentDom", later);
      editor.on("destroy", () => clearTimeout(waiting));
    },
  });
})();
