// What is said, as the server translated it; {name} is filled in.

let sentences = {};
let zone;

export function speak(texts, timeZone) {
  sentences = texts;
  zone = timeZone;
}

export function say(name, values = {}) {
  return sentences[name].replace(/\{(\w+)\}/g, (_whole, key) => values[key] ?? "");
}

export function clock(moment) {
  return new Intl.DateTimeFormat("zh-CN", {
    hour: "2-digit", minute: "2-digit", hour12: false, timeZone: zone,
  }).format(moment);
}

// An element with text or children; a quick way to build a dialog.
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name in element && typeof value !== "string") element[name] = value;
    else element.setAttribute(name, value);
  }
  element.append(...children);
  return element;
}

export function button(text, onclick, look = "") {
  const made = make("button", { type: "button", class: `nd-button ${look}` }, text);
  made.addEventListener("click", onclick);
  return made;
}
