// Loaded in the head, before anything is painted, so that no page flashes in the wrong colours.
(function () {
  var root = document.documentElement;
  root.classList.add("js");
  try {
    ["theme", "size", "face"].forEach(function (name) {
      var chosen = localStorage.getItem("neican." + name);
      if (chosen) root.dataset[name] = chosen;
    });
  } catch (refused) {
    // A browser that keeps nothing shows the page as the system wishes.
    root.classList.add("keeps-nothing");
  }
})();
