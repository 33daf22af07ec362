// Speaking with the server: JSON there and back, and every refusal told apart.

// The server understood and said no; `status` and `data` say why.
export class Refused extends Error {
  constructor(status, data) {
    super(data.message ?? String(status));
    this.status = status;
    this.data = data;
  }
}

// The session is over: what came back is the door, not an answer.
export class SignedOut extends Error {}

// The token of a later sign-in in another window is in the cookie, not on this page.
function token() {
  const cookie = document.cookie.match(/(?:^|;\s*)csrftoken=([^;]+)/);
  return cookie ? cookie[1] : document.querySelector("[name=csrfmiddlewaretoken]").value;
}

export async function post(url, message) {
  const answer = await fetch(url, {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-CSRFToken": token() },
    body: JSON.stringify(message),
  });
  const isJson = answer.headers.get("Content-Type")?.startsWith("application/json");
  if (answer.status >= 500) throw new Error(String(answer.status));
  if (answer.redirected || !isJson) throw new SignedOut();
  const data = await answer.json();
  if (!answer.ok) throw new Refused(answer.status, data);
  return data;
}

// From a page that goes away; false where the browser cannot carry so much.
export function leave(url, message) {
  const form = new FormData();
  form.append("csrfmiddlewaretoken", token());
  form.append("message", JSON.stringify(message));
  return navigator.sendBeacon(url, form);
}

export async function page(url) {
  const answer = await fetch(url);
  if (!answer.ok || answer.redirected) throw new SignedOut();
  return new DOMParser().parseFromString(await answer.text(), "text/html");
}
