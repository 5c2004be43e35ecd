// What stands in front of an entry: quotes of mail, bullets, boxes, numbers, marks.
const before =
  /^(?:[\s>"',;]+|[-*+]\s+|[\u2022\u2023\u2043\u25a0-\u25ff\u2190-\u21ff\u2713-\u2718\u2705\u274c\u274e\u2600-\u27bf]\s*|\p{Extended_Pictographic}\s*|\[[ xX*+!-]?\]\s+|\(?\d{1,5}[.)]\s+|\(?[a-z]\)\s+)/u;
const after = /(?:[\s"',;]|[\u2190-\u21ff\u25a0-\u25ff\u2600-\u27bf]|\p{Extended_Pictographic})$/u;

/** The entry without bullets, numbers, quotes and marks around it. */
export function stripMarks(text: string): string {
  let from = text;
  for (;;) {
    // A digit is a pictograph to Unicode, an entry may begin or end with one.
    const mark = /^[\w@]/.test(from) && !/^(?:\d{1,5}[.)]\s|[a-z]\)\s)/.test(from) ? null : before.exec(from);
    if (mark === null) break;
    from = from.slice(mark[0].length);
  }
  let end = from.length;
  while (end > 0) {
    const last = from.slice(Math.max(0, end - 2), end);
    const isPair = /[\ud800-\udbff][\udc00-\udfff]$/.test(last);
    const sign = isPair ? last : last.slice(-1);
    if (/^[\w*)\]}>]$/.test(sign) || !after.test(sign)) break;
    end -= sign.length;
  }
  return from.slice(0, end);
}

const commentStart = /^(?:#|\/\/|--(?!-)|<!--|\/\*|\*\/|;|%%|REM\s)/i;

/** True for a line that is a remark of the list's author. */
export function isComment(text: string): boolean {
  return commentStart.test(text) && !/^#\s?\d{1,5}[.):]\s/.test(text);
}

/** The line and the remark at its end, "" for none: ` # ...`, ` // ...`, ` -- ...`, `<!-- ... -->`. */
export function splitRemark(text: string): { entry: string; remark: string } {
  if (!/[#/<]|--/.test(text)) return { entry: text, remark: "" };
  let end = text.length;
  for (const sign of [" #", " //", " -- ", "<!--", " /*"]) {
    const at = text.indexOf(sign);
    if (at > 0 && at < end) end = at;
  }
  return {
    entry: text.slice(0, end).trimEnd(),
    remark: text
      .slice(end)
      .replace(/^\s*(?:#+|\/\/|--|<!--|\/\*)|(?:-->|\*\/)$/g, "")
      .trim(),
  };
}
