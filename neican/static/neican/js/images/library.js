// The library's page: several pictures at once, each with its own outcome.

import { acceptDrops, upload } from "./upload.js";
import { address, dialogPart, keepToOurselves } from "./wire.js";

const box = document.querySelector("[data-library]");
const field = box.querySelector("[data-library-file]");
const arrivals = box.querySelector("[data-library-arrivals]");
let line = Promise.resolve();

// One after the other: the server decodes them, and two at once take twice as long each.
function take(files) {
  for (const file of files) {
    const row = add(file.name);
    line = line.then(() => bring(file, row));
  }
  line = line.then(refresh);
}

function add(name) {
  const row = document.createElement("li");
  const title = Object.assign(document.createElement("span"), { textContent: name });
  const state = Object.assign(document.createElement("span"), { textContent: arrivals.dataset.waiting });
  row.append(title, state);
  arrivals.append(row);
  return row;
}

async function bring(file, row) {
  try {
    const image = await upload(file);
    const link = document.createElement("a");
    link.href = `${address}${image.id}/change/`;
    link.textContent = image.note + (image.isKnown ? arrivals.dataset.known : arrivals.dataset.done);
    row.prepend(Object.assign(new Image(), { src: image.thumbnail, alt: "" }));
    row.lastChild.replaceWith(link);
  } catch (problem) {
    row.lastChild.textContent = problem.message;
    row.lastChild.className = "nc-said-bad";
  }
}

// The pictures below, with those that have come in.
async function refresh() {
  const answer = await fetch(location.href).catch(() => null);
  if (!answer?.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const shelf = page.querySelector("[data-library-shelf]");
  if (shelf) box.querySelector("[data-library-shelf]").replaceWith(shelf);
}

if (field) {
  keepToOurselves(field);
  // Its sentences are needed when the network is gone.
  dialogPart().catch(() => {});
  field.addEventListener("change", () => {
    take([...field.files]);
    field.value = "";
  });
  acceptDrops(box, take, () => {
    const row = add("");
    row.lastChild.textContent = arrivals.dataset.notAnImage;
    row.lastChild.className = "nc-said-bad";
  });
}
