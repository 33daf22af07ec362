// The sheet of cues from the server.

/** The sheet at an address; null while there is none, or where nobody answers. */
export async function fetched(url) {
  try {
    const answer = await fetch(url, { headers: { Accept: "application/json" } });
    return answer.ok ? await answer.json() : null;
  } catch (unreachable) {
    if (!(unreachable instanceof TypeError)) throw unreachable;
    return null;
  }
}
