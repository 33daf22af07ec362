// Help with pasting: the server decides what stays; here the editor learns what did not come along.
(function () {
  const OURS = /^\/media\/(?!.*\.\.)[\w./-]+$/;
  const WECHAT = /^https?:\/\/[\w.-]*(?:qpic|qlogo)\.cn\//i;
  const SPECK = /(?:^|;)\s*(?:width|height)\s*:\s*[012](?:px|pt)?\s*(?:;|$)/i;
  const UNSEEN = /display\s*:\s*none|visibility\s*:\s*hidden/i;
  const LAZY = ["data-src", "data-original", "data-lazy-src", "src"];
  const NEAR = 14; // characters of the text that a lost picture stood by
  const NAMED = 5; // more places than these are not listed

  const address = (image) =>
    LAZY.map((name) => (image.getAttribute(name) || "").trim()).find(Boolean) || "";

  function isSpeck(image) {
    const sizes = [image.getAttribute("width"), image.getAttribute("height")];
    const style = image.getAttribute("style") || "";
    return sizes.some((size) => /^[012]$/.test(size || "")) || SPECK.test(style) || UNSEEN.test(style);
  }

  function near(root, image) {
    const range = root.ownerDocument.createRange();
    range.setStart(root, 0);
    range.setEndBefore(image);
    const before = range.toString().replace(/\s+/g, "");
    return before.slice(-NEAR);
  }

  /** Pictures that will be missing. A parsed document is inert: nothing of it is fetched. */
  function lost(html) {
    const root = new DOMParser().parseFromString(html, "text/html").body;
    return [...root.querySelectorAll("img")]
      .filter((image) => address(image) && !OURS.test(address(image)) && !isSpeck(image))
      .map((image) => ({ isWechat: WECHAT.test(address(image)), near: near(root, image) }));
  }

  function tell(editor, found) {
    const words = editor.config.neican.paste;
    const encode = CKEDITOR.tools.htmlEncode;
    const first = (found.every((one) => one.isWechat) ? words.wechat : words.other).replace("%s", found.length);
    const places = found
      .slice(0, NAMED)
      .map((one) => (one.near ? words.after.replace("%s", encode(one.near)) : words.start));
    const rest = found.length > NAMED ? words.more : "";
    editor.showNotification(`${encode(first)}${places.join("；")}${rest}`, "warning", 0);
  }

  const TAG = /<(?:img|source|iframe|video|audio|object|embed|link|script|v:imagedata)\b(?:"[^"]*"|'[^']*'|[^'">])*>/gi;
  const HIDDEN = "[hidden], [style*='display:none' i], [style*='display: none' i]";

  function isOurs(tag) {
    const image = new DOMParser().parseFromString(tag, "text/html").querySelector("img");
    return Boolean(image) && OURS.test(image.getAttribute("src") || "");
  }

  /** Without what would be fetched as soon as the editor so much as looks at the fragment. */
  const inert = (html) => html.replace(TAG, (tag) => (isOurs(tag) ? tag : ""));

  /** Headings the article does not have become those it has; the filter would make them text. */
  const renamed = (html) =>
    html.replace(/<(\/?)h1(?=[\s>])/gi, "<$1h2").replace(/<(\/?)h[56](?=[\s>])/gi, "<$1h4");

  /** The styles that hide it would go, and the hidden would be there to read. */
  function shown(html) {
    if (!UNSEEN.test(html) || /class="?Mso/i.test(html)) return html;
    const root = new DOMParser().parseFromString(html, "text/html").body;
    root.querySelectorAll(HIDDEN).forEach((one) => one.remove());
    return root.innerHTML;
  }

  CKEDITOR.plugins.add("neicanpaste", {
    requires: "clipboard,notification",
    init(editor) {
      let missing = [];
      const first = (event) => {
        const html = event.data.dataValue || "";
        missing = lost(html);
        event.data.dataValue = renamed(shown(inert(html)));
      };
      editor.on("paste", first, null, null, 0);
      editor.on("afterPaste", () => {
        if (missing.length) tell(editor, missing);
        missing = [];
      });
    },
  });
})();
