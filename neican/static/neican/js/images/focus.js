// What must stay in sight: pointed at on the picture, or moved with the arrow keys.

const form = document.querySelector("[data-focus-form]");
const picture = form.querySelector("[data-focus-picture]");
const mark = form.querySelector("[data-focus-mark]");
const numbers = [form.querySelector("[data-focal_x]"), form.querySelector("[data-focal_y]")];
const STEPS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

const bounded = (value) => Math.min(100, Math.max(0, Math.round(value)));

function show() {
  const [x, y] = numbers.map((one) => bounded(Number(one.value)));
  mark.style.left = `${x}%`;
  mark.style.top = `${y}%`;
  for (const crop of form.querySelectorAll("[data-focus-crop]")) {
    crop.style.objectPosition = `${x}% ${y}%`;
  }
}

function set(x, y) {
  numbers[0].value = bounded(x);
  numbers[1].value = bounded(y);
  show();
}

function point(event) {
  const frame = picture.getBoundingClientRect();
  set(((event.clientX - frame.left) / frame.width) * 100, ((event.clientY - frame.top) / frame.height) * 100);
}

function press(event) {
  const step = STEPS[event.key];
  if (!step) return;
  event.preventDefault();
  const by = event.shiftKey ? 10 : 2;
  set(Number(numbers[0].value) + step[0] * by, Number(numbers[1].value) + step[1] * by);
}

if (mark && picture) {
  // A finger may scroll past the picture: only a tap on it counts, and the mark can be dragged.
  picture.addEventListener("click", (event) => {
    point(event);
    mark.focus();
  });
  mark.addEventListener("pointerdown", (event) => mark.setPointerCapture(event.pointerId));
  mark.addEventListener("pointermove", (event) => {
    if (mark.hasPointerCapture(event.pointerId)) point(event);
  });
  mark.addEventListener("keydown", press);
  for (const number of numbers) number.addEventListener("input", show);
}
