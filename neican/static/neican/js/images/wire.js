// What the picture scripts say to the server, and its refusals in words.

const marked = document.querySelector("[data-images-address]");
export const address = marked?.dataset.imagesAddress ?? "/admin/columns/image/";

let fetched;

// The dialog's element, fetched once; it also carries the sentences for what may go wrong.
export function dialogPart() {
  fetched ??= get("picker/")
    .then((html) => {
      const holder = document.createElement("template");
      holder.innerHTML = html;
      const dialog = holder.content.querySelector("dialog");
      for (const field of dialog.querySelectorAll("[type=file]")) keepToOurselves(field);
      document.body.append(dialog);
      return dialog;
    })
    .catch((problem) => {
      fetched = undefined;
      throw problem;
    });
  return fetched;
}

// Unfold writes the name of a chosen file into a text field beside it; ours have none.
export function keepToOurselves(field) {
  field.hasChangeListener = true;
}

export async function get(path) {
  return (await ask(path, {})).text();
}

// The server's answer as data; a refusal is an Error whose message can be shown, with `errors`
// by field where there are some.
export async function post(path, form) {
  const token = document.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";
  const answer = await ask(path, { method: "POST", body: form, headers: { "X-CSRFToken": token } });
  return answer.json();
}

async function ask(path, options) {
  let answer;
  try {
    answer = await fetch(address + path, { credentials: "same-origin", ...options });
  } catch {
    throw new Error(said("offline", "网络断了，没有传上去。恢复后请再试一次。"));
  }
  if (answer.redirected) throw new Error(said("signedOut", "登录已经过期，请重新登录。"));
  if (!answer.ok) throw await refusal(answer);
  return answer;
}

async function refusal(answer) {
  const told = await answer.json().catch(() => ({}));
  const byStatus = { 403: "forbidden", 413: "tooLarge" }[answer.status] ?? "failed";
  const first = Object.values(told.errors ?? {}).flat()[0];
  const problem = new Error(told.error ?? first ?? said(byStatus, "服务器没有处理成功，请稍后再试。"));
  problem.errors = told.errors ?? {};
  return problem;
}

// A sentence of the dialog; the second is for when it has not come yet.
export function said(name, instead = "") {
  return document.querySelector("[data-picker]")?.dataset[name] ?? instead;
}
