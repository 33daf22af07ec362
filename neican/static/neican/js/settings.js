// The Aa panel: size, face and theme, kept in this browser.

const root = document.documentElement;
const panel = document.getElementById("reading-settings");

/** Show the choice at once and keep it where the browser keeps anything. */
function choose(name, value) {
  if (value) root.dataset[name] = value;
  else delete root.dataset[name];
  if (root.classList.contains("keeps-nothing")) return;
  if (value) localStorage.setItem(`neican.${name}`, value);
  else localStorage.removeItem(`neican.${name}`);
}

for (const input of panel?.querySelectorAll("input[type=radio]") ?? []) {
  input.checked = input.value === (root.dataset[input.name] ?? "");
  input.addEventListener("change", () => choose(input.name, input.value));
}
