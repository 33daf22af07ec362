// The timing document from the server.

/** The document at an address, its times in ms; null while there is none, or nobody answers. */
export async function fetched(url) {
  const answer = await reached(url);
  return answer?.status === 200 ? inMilliseconds(await answer.json()) : null;
}

/** How far a sound is that is being made: {state, done, total}; null where nobody answers. */
export async function progress(url) {
  const answer = await reached(url);
  if (answer?.status === 200) return { state: "ready" };
  return [202, 404].includes(answer?.status) ? told(answer) : null;
}

/** The name of the file at an address: what the server calls it, whatever the address's token. */
export function nameOf(src) {
  return src.split("?")[0].split("/").at(-1).split(".")[0];
}

/** The server's answer, whatever it says; null where nobody answers. */
export async function reached(url) {
  try {
    return await fetch(url, { headers: { Accept: "application/json" } });
  } catch (unreachable) {
    if (!(unreachable instanceof TypeError)) throw unreachable;
    return null;
  }
}

// An issue that was withdrawn meanwhile answers with a page.
async function told(answer) {
  const isJson = answer.headers.get("Content-Type")?.startsWith("application/json");
  return isJson ? answer.json() : { state: "none" };
}

function inMilliseconds({ src, light, preview, duration, segments, is_coarse }) {
  const ms = (seconds) => Math.round(seconds * 1000);
  const cues = segments.map(({ id, block, start, end }) => ({
    id,
    block,
    start: ms(start),
    end: ms(end),
  }));
  return { src, light, preview, duration: ms(duration), cues, coarse: is_coarse };
}
