// Finding quoted words in the page, whatever blanks and elements run through them.

const SKIPPED = ".note-mark, .note-back";

/** The characters that are no blanks, each with the text node and the place where it stands. */
function characters(root) {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const found = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node.parentElement.closest(SKIPPED)) continue;
    for (let place = 0; place < node.data.length; place += 1) {
      if (node.data[place].trim()) found.push({ node, place, letter: node.data[place] });
    }
  }
  return found;
}

/** Runs of one text node each: [node, from, to). */
function runs(part) {
  const found = [];
  for (const { node, place } of part) {
    const last = found.at(-1);
    if (last && last.node === node) last.to = place + 1;
    else found.push({ node, from: place, to: place + 1 });
  }
  return found;
}

/** Put `mark` elements around the quoted words in an element, where they stand for the first time. */
export function markPassage(root, quote, name) {
  const words = quote.replace(/\s+/g, "");
  const all = characters(root);
  const start = words ? all.map((one) => one.letter).join("").indexOf(words) : -1;
  if (start < 0) return;
  for (const { node, from, to } of runs(all.slice(start, start + words.length))) {
    const middle = from ? node.splitText(from) : node;
    if (to - from < middle.data.length) middle.splitText(to - from);
    const mark = document.createElement("mark");
    mark.className = "nr-mark";
    mark.dataset.remark = name;
    middle.replaceWith(mark);
    mark.append(middle);
  }
}
