// Taking pictures in: from a file field, a drop or the clipboard.

import { post, said } from "./wire.js";

const LARGEST = 10 * 1024 * 1024;

// The picture as the server took it: {id, src, thumbnail, width, height, alt, caption, credit,
// note}; refused with an Error whose message can be shown.
export async function upload(file) {
  if (file.size > LARGEST) throw new Error(said("tooLarge", "图片超过 10 MB，请压缩后再传。"));
  const form = new FormData();
  form.append("file", file, file.name || "picture");
  return post("upload/", form);
}

// The pictures among what was dropped or pasted.
export function picturesIn(transfer) {
  return [...(transfer?.files ?? [])].filter((file) => file.type.startsWith("image/"));
}

// Let files be dropped on an element; `take` gets the pictures, `refuse` is called for others.
export function acceptDrops(element, take, refuse) {
  const hover = (isOver) => element.classList.toggle("nc-drop-over", isOver);
  element.addEventListener("dragover", (event) => {
    if (![...event.dataTransfer.types].includes("Files")) return;
    event.preventDefault();
    hover(true);
  });
  element.addEventListener("dragleave", (event) => {
    if (!element.contains(event.relatedTarget)) hover(false);
  });
  element.addEventListener("drop", (event) => {
    if (!event.dataTransfer.files.length) return;
    event.preventDefault();
    hover(false);
    const pictures = picturesIn(event.dataTransfer);
    if (pictures.length) take(pictures);
    else refuse();
  });
}
