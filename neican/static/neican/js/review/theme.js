// The article's colours follow the back office's own switch: it writes a class, the reader's
// tokens read an attribute. In the head, so that no page flashes in the wrong colours.
(function () {
  var root = document.documentElement;
  function follow() {
    root.dataset.theme = root.classList.contains("dark") ? "dark" : "light";
  }
  follow();
  new MutationObserver(follow).observe(root, { attributes: true, attributeFilter: ["class"] });
})();
