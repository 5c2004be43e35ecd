// Plain JavaScript, because the command line runs it as it stands.

/**
 * What is not seen, or changes how the text beside it is seen: controls (C0, C1), bidirectional controls, zero-width and other
 * ignorable code points (Unicode's Default_Ignorable_Code_Point), line and paragraph separators, interlinear marks, halves of
 * surrogate pairs and the replacement character. Variation selectors and joiners are left within an emoji.
 */
const hidden =
  /(?:(?<!\p{Extended_Pictographic})[\ufe0e\ufe0f]|(?<!\p{Extended_Pictographic}[\ufe0f\u{1f3fb}-\u{1f3ff}]?)\u200d|\u200d(?!\p{Extended_Pictographic})|(?![\ufe0e\ufe0f\u200d])[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\ufff9-\ufffd])/u;
const runs = new RegExp(`(${hidden.source})\\1*`, "gu");

/** The text cut at hidden characters, in order: plain parts, and of each run of one hidden character its name, `U+202E` or `U+200B×40`. */
export function visibleParts(text) {
  const parts = [];
  let end = 0;
  for (const match of text.matchAll(runs)) {
    if (match.index > end) parts.push({ hidden: false, text: text.slice(end, match.index) });
    parts.push({ hidden: true, text: nameOf(match[1], match[0].length / match[1].length) });
    end = match.index + match[0].length;
  }
  if (end < text.length) parts.push({ hidden: false, text: text.slice(end) });
  return parts;
}

function nameOf(character, times) {
  const code = character.codePointAt(0).toString(16).toUpperCase().padStart(4, "0");
  return `U+${code}${times > 1 ? `×${times}` : ""}`;
}

/** The text with every hidden character written out, as in `evil<U+202E>txt`; the same string when it has none. */
export function visible(text) {
  if (!hidden.test(text)) return text;
  return visibleParts(text)
    .map((part) => (part.hidden ? `<${part.text}>` : part.text))
    .join("");
}

/** JSON with the same values whose hidden characters are escapes of JSON, so that no terminal acts on them. */
export function visibleJson(value) {
  return JSON.stringify(value, null, 2)
    .split("\n")
    .map((line) => line.replace(runs, (run) => Array.from(run, escaped).join("")))
    .join("\n");
}

function escaped(character) {
  return Array.from({ length: character.length }, (_, at) => `\\u${character.charCodeAt(at).toString(16).padStart(4, "0")}`).join("");
}
