// The timing document from the server.

/** The document at an address, its times in ms; null while there is none, or nobody answers. */
export async function fetched(url) {
  try {
    const answer = await fetch(url, { headers: { Accept: "application/json" } });
    return answer.ok ? inMilliseconds(await answer.json()) : null;
  } catch (unreachable) {
    if (!(unreachable instanceof TypeError)) throw unreachable;
    return null;
  }
}

function inMilliseconds({ src, preview, duration, segments }) {
  const ms = (seconds) => Math.round(seconds * 1000);
  const cues = segments.map(({ id, start, end }) => ({ id, start: ms(start), end: ms(end) }));
  return { src, preview, duration: ms(duration), cues };
}
