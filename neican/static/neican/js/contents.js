// Marks the section being read in the list of contents.

const links = new Map(
  [...document.querySelectorAll(".contents [data-section]")].map((link) => [link.hash.slice(1), link]),
);
const headings = [...links.keys()].map((id) => document.getElementById(id)).filter(Boolean);

/** The last heading that has passed the upper third of the window is the one being read. */
function mark() {
  const passed = headings.filter((heading) => heading.getBoundingClientRect().top < innerHeight / 3);
  const current = passed.at(-1)?.id;
  for (const [id, link] of links) {
    if (id === current) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
}

if (headings.length) {
  const watcher = new IntersectionObserver(mark, { rootMargin: "-33% 0px -66% 0px" });
  headings.forEach((heading) => watcher.observe(heading));
  addEventListener("scrollend", mark);
  mark();
}
