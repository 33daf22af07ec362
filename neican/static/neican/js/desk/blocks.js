// A text as its top-level blocks: which are the same, which came, which went.

function parsed(html) {
  return new DOMParser().parseFromString(html, "text/html").body;
}

export function split(html) {
  return [...parsed(html).children].map((element) => element.outerHTML);
}

// The same words in the same mark-up, however blanks are spelled.
function key(html) {
  return html.replace(/&nbsp;|\u00a0/g, " ").replace(/\s+/g, " ").replace(/ ?<br ?\/?> ?/g, "<br>")
    .replace(/ ?(<\/?(?:p|li|ul|ol|blockquote|h\d|figure|figcaption|table|tbody|thead|tr|td|th|div)\b[^>]*>) ?/g, "$1");
}

export function words(html) {
  return parsed(html).textContent.trim();
}

// Runs that differ: [{at, gone, come}] over the blocks of both; the last run comes first.
export function differences(before, after) {
  const old = before.map(key);
  const fresh = after.map(key);
  const longest = lengths(old, fresh);
  const runs = [];
  let [i, j] = [0, 0];
  while (i < old.length || j < fresh.length) {
    if (i < old.length && j < fresh.length && old[i] === fresh[j]) {
      i += 1;
      j += 1;
      continue;
    }
    const run = { at: i, from: j, gone: 0, come: [] };
    while (i < old.length || j < fresh.length) {
      if (i < old.length && j < fresh.length && old[i] === fresh[j]) break;
      if (j >= fresh.length || (i < old.length && longest[i + 1][j] >= longest[i][j + 1])) {
        i += 1;
        run.gone += 1;
      } else {
        run.come.push(after[j]);
        j += 1;
      }
    }
    runs.push(run);
  }
  return runs.reverse();
}

function lengths(old, fresh) {
  const table = Array.from({ length: old.length + 1 }, () => new Uint16Array(fresh.length + 1));
  for (let i = old.length - 1; i >= 0; i -= 1) {
    for (let j = fresh.length - 1; j >= 0; j -= 1) {
      table[i][j] = old[i] === fresh[j]
        ? table[i + 1][j + 1] + 1
        : Math.max(table[i + 1][j], table[i][j + 1]);
    }
  }
  return table;
}
