// A preview is for looking: nothing in it can be sent, and the letter is shown whole.

const bar = document.querySelector("[data-preview-bar]");

// The server forbids sending as well; this shows it.
for (const form of document.forms) {
  if (!bar.contains(form)) form.inert = true;
}

// What leads out of the preview is seen with the editor's own eyes: beside it, not in its place.
for (const link of document.links) {
  if (!link.pathname.startsWith("/preview/")) link.target = "_blank";
}

// Kept below the bar, whatever its height: the site's own bar sticks beneath it.
const measured = () => document.body.style.setProperty("--preview-bar", `${bar.offsetHeight}px`);
new ResizeObserver(measured).observe(bar);

document.addEventListener("click", ({ target }) => {
  for (const menu of bar.querySelectorAll("details[open]")) {
    if (!menu.contains(target)) menu.open = false;
  }
});

document.addEventListener("keydown", ({ key }) => {
  if (key !== "Escape") return;
  for (const menu of bar.querySelectorAll("details[open]")) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});

const letter = document.querySelector("[data-letter]");

function fit() {
  const page = letter.contentDocument?.documentElement;
  if (!page) return;
  letter.style.height = "0"; // else it could only grow
  letter.style.height = `${page.scrollHeight}px`;
}

if (letter) {
  letter.addEventListener("load", fit);
  addEventListener("resize", fit);
  fit();
}
