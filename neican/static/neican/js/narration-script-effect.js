// What a pronunciation would change, written anew as one types.

// The answer, or nothing where there is none or a newer question was asked meanwhile.
export async function showEffect(root, address) {
  const mine = (root.asked = {});
  const answer = await fetch(address, { headers: { Accept: "application/json" } }).catch(() => null);
  if (!answer?.ok || root.asked !== mine) return null;
  const told = await answer.json();
  const shown = root.querySelector("[data-effect-shown]");
  shown.hidden = false;
  shown.querySelector("[data-effect-text]").textContent = told.flaws.length ? told.flaws.join(" ") : told.text;
  shown.querySelector("[data-effect-issues]").replaceChildren(...told.issues.map((one) => line(one, shown.dataset.unit)));
  return told;
}

function line({ title, count, address }, unit) {
  const link = document.createElement("a");
  link.href = address;
  link.textContent = title;
  const number = document.createElement("span");
  number.textContent = `${count} ${unit}`;
  const row = document.createElement("li");
  row.append(link, number);
  return row;
}
