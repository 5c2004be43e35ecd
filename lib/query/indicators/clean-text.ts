const otherLineEnd = /[\r\u0085\u2028\u2029]/;
const lineEnds = /\r\n|[\r\n\u0085\u2028\u2029]/g;

/** The text with every kind of line end as `\n`, so that lines count as an editor counts them. */
export function unifyLineEnds(text: string): string {
  return otherLineEnd.test(text) ? text.replace(lineEnds, "\n") : text;
}

const plain = /^[\x20-\x7e\n]*$/;
const invisible = /\p{Default_Ignorable_Code_Point}/gu;
// Controls and every kind of blank, but for line ends.
const blanks = /(?!\n)[\p{Cc}\p{Zs}]/gu;
// One character for one, so that a table or JSON keeps its shape.
const lookalikes: ReadonlyMap<string, string> = new Map(
  Object.entries({
    '"': "\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb",
    "'": "\u2018\u2019\u201a\u201b\u2032",
    "-": "\u2010\u2011\u2212",
    "@": "\uff20",
    ":": "\uff1a",
    ",": "\uff0c\u3001",
    "=": "\uff1d",
  }).flatMap(([sign, written]) => [...written].map((each) => [each, sign] as const)),
);
const lookalike = new RegExp(`[${[...lookalikes.keys()].join("")}]`, "g");
// Between two versions a dash is a span; in ASCII it may be part of the version.
const dashes = / ?[\u2012-\u2015] ?/g;

/** The text without what is not seen, with plain blanks, quotes, dashes and signs. Line ends stay. */
export function plainText(text: string): string {
  if (plain.test(text)) return text;
  return text
    .replace(invisible, "")
    .replace(blanks, " ")
    .replace(lookalike, (sign) => lookalikes.get(sign) ?? sign)
    .replace(dashes, " - ");
}

const defanged: readonly (readonly [RegExp, string])[] = [
  [/\[@\]|\(@\)|\{@\}|\[at\]|\(at\)/gi, "@"],
  [/\[\.\]|\(\.\)|\{\.\}|\[dot\]|\(dot\)/gi, "."],
  [/\[:\]/g, ":"],
  [/\[:\/\/\]/g, "://"],
  [/\[\/\]/g, "/"],
  [/\bhxxp/gi, "http"],
];
const mayBeDefanged = /[[({](?:[@./]|:|at|dot)|hxxp/i;

/** The text as it was before somebody made its links harmless: `name[@]1[.]2`, `hxxps://`. */
export function refang(text: string): string {
  return mayBeDefanged.test(text) ? defanged.reduce((done, [from, to]) => done.replace(from, to), text) : text;
}

const entities: ReadonlyMap<string, string> = new Map(
  Object.entries({ lt: "<", gt: ">", amp: "&", quot: '"', apos: "'", nbsp: " ", "#39": "'", "#64": "@", "#46": ".", "#124": "|", commat: "@" }),
);

/** Markdown's marks around words taken away: links, code, strong text, escapes, and the commonest HTML entities. */
export function withoutMarkup(text: string): string {
  let done = text;
  if (done.includes("&")) done = done.replace(/&([a-z]{2,6}|#\d{1,3});/g, (whole, name: string) => entities.get(name) ?? whole);
  if (done.includes("]("))
    done = done.replace(/\[([^[\]]{0,500})\]\(([^()\s]{0,2000})(?:\s[^()]{0,500})?\)/g, (_, shown: string, address: string) => shown || address);
  if (done.includes("`")) done = done.replaceAll("`", "");
  if (done.includes("**")) done = done.replaceAll("**", "");
  if (done.includes("~~")) done = done.replaceAll("~~", "");
  if (done.includes("\\")) done = done.replace(/\\([\\`*_{}[\]()#+\-.!@|~<>])/g, "$1");
  if (done.includes("<")) done = done.replace(/<br\s*\/?>/gi, ", ").replace(/<\/?(?:code|b|i|em|strong|kbd|tt|span|a|sup|sub|p)(?:\s[^<>]{0,500})?>/gi, "");
  return done;
}

/** The text with one blank where there were several. */
export function singleBlanks(text: string): string {
  return /\s\s|[\n\t]/.test(text) ? text.replace(/\s+/g, " ") : text;
}

/** The text without blanks and the given signs at its ends, in linear time. */
export function trimSigns(text: string, signs: string): string {
  const isSign = (char: string) => signs.includes(char) || /\s/.test(char);
  let from = 0;
  let to = text.length;
  while (from < to && isSign(text.charAt(from))) from++;
  while (to > from && isSign(text.charAt(to - 1))) to--;
  return text.slice(from, to);
}
