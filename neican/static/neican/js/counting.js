// Cleaning and counting what readers write; neican/kernel/counting.py is the same rule.

/** The longest comment, in characters as a reader sees them. */
export const LIMIT = 500;

/** The longest text looked at, in code points. */
export const CEILING = 40 * LIMIT;

// Code points that one character may hold; the longest real emoji have eleven.
const PER_CHARACTER = 16;

// Explicit ranges rather than Unicode properties, so that the server and every browser agree.
const LINE_ENDS = /\r\n?|[\x0b\x0c\x85\u2028\u2029]/gu;
const DROPPED = /[\x01-\x08\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;
const SPACES = "\\t\\n \\xa0\\u1680\\u2000-\\u200a\\u202f\\u205f\\u3000";
const HOLLOW =
  "\\xad\\u115f\\u1160\\u180e\\u200b\\u2060-\\u2065\\u206a-\\u206f\\u2800\\u3164\\ufeff\\uffa0";
// Joiners and variation selectors show nothing alone, but at the end of an emoji they belong to it.
const JOINERS =
  "\\u034f\\u17b4\\u17b5\\u180b-\\u180d\\u180f\\u200c\\u200d\\ufe00-\\ufe0f\\ufff0-\\ufff8" +
  "\\u{1bca0}-\\u{1bca3}\\u{1d173}-\\u{1d17a}\\u{e0000}-\\u{e0fff}";
const LEADING = new RegExp(`^[${SPACES}${HOLLOW}]+`, "u");
const EDGE = new RegExp(`[${SPACES}${HOLLOW}]`, "u");
const BLANK = new RegExp(`^[${SPACES}${HOLLOW}${JOINERS}]*$`, "u");
const FORBIDDEN = /[\0\ud800-\udfff]/u;

const clusters = new Intl.Segmenter("zh", { granularity: "grapheme" });

/** The text is no honest text: NUL, half a surrogate pair, or far beyond any limit. */
export class BadText extends Error {}

/**
 * Return the text as the server will store it.
 * @throws {BadText} for NUL, a lone surrogate, or more than `CEILING` code points.
 */
export function clean(raw) {
  if (codePoints(raw) > CEILING) throw new BadText(`more than ${CEILING} code points`);
  if (FORBIDDEN.test(raw)) throw new BadText("NUL or lone surrogate");
  return tidy(raw);
}

/** Return how many characters a reader sees, raw or cleaned alike. */
export function count(text) {
  const length = codePoints(text);
  if (length > CEILING) return length;
  let total = 0;
  for (const { segment } of clusters.segment(tidy(text))) {
    total += Math.ceil(codePoints(segment) / PER_CHARACTER);
  }
  return total;
}

/** Tell whether the text shows nothing: spaces, zero widths, fillers, the empty braille cell. */
export function isBlank(text) {
  return BLANK.test(text.replace(LINE_ENDS, "\n").replace(DROPPED, ""));
}

function tidy(text) {
  const composed = text.replace(LINE_ENDS, "\n").replace(DROPPED, "").normalize("NFC");
  return isBlank(composed) ? "" : trimEnd(composed.replace(LEADING, ""));
}

// A loop, not a pattern: `[…]+$` tries again from every blank and takes quadratic time.
function trimEnd(text) {
  let end = text.length;
  while (end > 0 && EDGE.test(text[end - 1])) end -= 1;
  return text.slice(0, end);
}

function codePoints(text) {
  let total = 0;
  for (const _ of text) total += 1;
  return total;
}
