// Before a step is taken, what is being typed is saved; and a finding leads to its field.

const forms = document.querySelectorAll("form[data-nc-step]");

async function flushed() {
  try {
    await window.NeicanDesk?.flush?.();
    return true;
  } catch {
    return false; // the desk says itself what went wrong
  }
}

for (const form of forms) {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (form.dataset.busy) return;
    form.dataset.busy = "yes";
    const buttons = document.querySelectorAll(`button[form="${form.id}"]`);
    buttons.forEach((button) => button.setAttribute("aria-busy", "true"));
    if (await flushed()) {
      form.submit();
      return;
    }
    delete form.dataset.busy;
    buttons.forEach((button) => button.removeAttribute("aria-busy"));
  });
}

// A page that comes back from the browser's memory may be used again.
window.addEventListener("pageshow", () => {
  forms.forEach((form) => delete form.dataset.busy);
  document.querySelectorAll("[aria-busy]").forEach((one) => one.removeAttribute("aria-busy"));
});

function place(field) {
  const selectors = [`[data-field="${field}"]`, `.field-${field}`, `#field-${field}`, `#id_${field}`];
  for (const selector of selectors) {
    const found = document.querySelector(selector);
    if (found) return found;
  }
  return null;
}

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a[data-nc-field]");
  const found = link && place(link.dataset.ncField);
  if (!found) return;
  event.preventDefault();
  found.scrollIntoView({ behavior: "smooth", block: "center" });
  const editor = window.CKEDITOR?.instances?.[`id_${link.dataset.ncField}`];
  if (editor) {
    editor.focus();
    return;
  }
  const inner = found.matches("input, textarea, select, button")
    ? found
    : found.querySelector("input:not([type=hidden]), textarea, select, button, [tabindex]");
  inner?.focus({ preventScroll: true });
});
