// The desk for readings that people recorded: waits for the work, takes the place from the player.

const ASK_EVERY_MS = 2000;

const wait = document.querySelector("[data-own-wait]");
if (wait) setTimeout(ask, ASK_EVERY_MS);

async function ask() {
  try {
    const answer = await fetch(wait.dataset.ownWait, { headers: { Accept: "application/json" } });
    const told = await answer.json();
    wait.querySelector("progress").value = told.percent;
    if (!told.is_in_work && !isTyping()) {
      location.reload();
      return;
    }
  } catch {
    // The line is away for a moment: the page stays as it is and asks again.
  }
  setTimeout(ask, ASK_EVERY_MS);
}

// Nothing that somebody is writing or has chosen is taken from under his hands.
function isTyping() {
  const fields = [...document.querySelectorAll(".no-desk :is(input, textarea)")];
  return fields.some((field) => field.type === "file" ? field.files.length : changed(field));
}

function changed(field) {
  if (field.type === "checkbox") return field.checked !== field.defaultChecked;
  return field.type !== "hidden" && field.value !== field.defaultValue;
}

const sound = document.querySelector("[data-own-sound]");
for (const button of document.querySelectorAll("[data-own-here]")) {
  if (!sound) continue;
  button.hidden = false;
  button.addEventListener("click", () => {
    const second = Math.ceil(sound.currentTime);
    const clock = [Math.floor(second / 60), second % 60];
    const field = document.getElementById(button.dataset.ownHere);
    field.value = clock.map((part) => String(part).padStart(2, "0")).join(":");
    field.focus();
  });
}

const send = document.querySelector("[data-own-send]");
send?.form.addEventListener("submit", () => {
  document.querySelector("[data-own-sent]").textContent = send.dataset.sending;
  send.disabled = true;
});
