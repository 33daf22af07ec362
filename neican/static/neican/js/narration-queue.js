// The work list of narration and the engines' page: bars and answers without a reload.

const ASK_EVERY_MS = 3000;

const asking = document.querySelector("[data-states]");
const bars = new Map(
  [...document.querySelectorAll("[data-narration]")].map((bar) => [bar.dataset.narration, bar]),
);
if (asking && bars.size) ask();

async function ask() {
  try {
    const address = `${asking.dataset.states}?ids=${[...bars.keys()].join(",")}`;
    const answer = await fetch(address, { headers: { Accept: "application/json" } });
    const told = answer.ok ? await answer.json() : {};
    const moved = Object.entries(told).filter(([id, one]) => show(bars.get(id), one));
    if (moved.length && !isBusy()) {
      location.reload();
      return;
    }
  } catch {
    // The line is away for a moment: what is shown stays, and is asked for again.
  }
  setTimeout(ask, ASK_EVERY_MS);
}

// Whether its state is another one than the page was made with.
function show(bar, one) {
  bar.querySelector("progress").value = one.percent;
  bar.querySelector("[data-part=sentences]").textContent = one.sentences;
  bar.querySelector("[data-part=note]").textContent = one.note;
  return bar.dataset.state !== one.state;
}

// Nothing that somebody has ticked, opened or listens to is taken from under his hands.
function isBusy() {
  const sounds = [...document.querySelectorAll("audio")];
  return (
    document.querySelector("input.action-select:checked") !== null ||
    sounds.some((sound) => !sound.paused)
  );
}

for (const wait of document.querySelectorAll("[data-check]")) listen(wait);

function listen(wait) {
  setTimeout(async () => {
    try {
      const answer = await fetch(wait.dataset.check, { headers: { Accept: "application/json" } });
      if (answer.ok && (await answer.json()).state !== "waiting" && !isBusy()) {
        location.reload();
        return;
      }
    } catch {
      // As above.
    }
    listen(wait);
  }, ASK_EVERY_MS / 3);
}
