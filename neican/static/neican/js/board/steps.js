// Before a step is taken, what is being typed is saved; and a finding leads to its field. Listens
// on the document: the desk puts fresh forms in place while the page is open.

const buttonsOf = (form) => document.querySelectorAll(`button[form="${form.id}"]`);

async function flushed(form) {
  try {
    await window.NeicanDesk?.flush?.();
    const seen = form.elements.version;
    if (seen && window.NeicanDesk) seen.value = window.NeicanDesk.version();
    return true;
  } catch {
    return false; // the desk says itself what went wrong
  }
}

async function take(form) {
  form.dataset.busy = "yes";
  buttonsOf(form).forEach((button) => button.setAttribute("aria-busy", "true"));
  if (await flushed(form)) {
    form.submit();
    return;
  }
  rest(form);
}

function rest(form) {
  delete form.dataset.busy;
  buttonsOf(form).forEach((button) => button.removeAttribute("aria-busy"));
}

document.addEventListener("submit", (event) => {
  const form = event.target.closest("form[data-nc-step]");
  if (!form) return;
  event.preventDefault();
  if (!form.dataset.busy) take(form);
});

// A page that comes back from the browser's memory may be used again.
window.addEventListener("pageshow", () => {
  document.querySelectorAll("form[data-nc-step]").forEach(rest);
});

function place(field) {
  const found = [`[data-field="${field}"]`, `.field-${field}`, `#id_${field}`];
  return found.map((selector) => document.querySelector(selector)).find(Boolean) ?? null;
}

function focus(field, found) {
  const editor = window.CKEDITOR?.instances?.[`id_${field}`];
  if (editor) {
    editor.focus();
    return;
  }
  const inputs = "input:not([type=hidden]), textarea, select, button, [tabindex]";
  (found.matches(inputs) ? found : found.querySelector(inputs))?.focus({ preventScroll: true });
}

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a[data-nc-field]");
  const found = link && place(link.dataset.ncField);
  if (!found) return;
  event.preventDefault();
  found.scrollIntoView({ block: link.dataset.ncField === "body" ? "start" : "center" });
  focus(link.dataset.ncField, found);
});
