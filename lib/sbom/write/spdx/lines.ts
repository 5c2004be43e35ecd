// Whatever some reader may take for the end of a line, and controls, which no line holds.
const breaks = /[\p{Cc}\u2028\u2029]+/gu;

/** The text as one line of tag-value. */
export function oneLine(text: string): string {
  return text.replace(breaks, " ").trim();
}

/** True for a text of which nothing is left on a line. */
export function isBlank(text: string): boolean {
  return oneLine(text) === "";
}
