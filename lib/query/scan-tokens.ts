import type { Diagnostic } from "./question";

/** A piece of the text between blanks. Characters that stood in quotes are shielded until `unshield`. */
export type Token = { text: string; start: number; end: number; endsWithComma: boolean };

// Quoted characters move to a private plane, so that no rule of the grammar mistakes them for its own signs. The place of the
// last one, which is in no name, stands before them: without it nothing would tell that characters beyond ASCII were quoted.
const shieldBase = 0xe000;
const quoteMark = "\ue07f";
const shield = (char: string) => (char.charCodeAt(0) < 127 ? String.fromCharCode(shieldBase + char.charCodeAt(0)) : char === "\x7f" ? "\ufffd" : char);

/** The text with its quoted characters back in place. */
export function unshield(text: string): string {
  return text.replaceAll(quoteMark, "").replace(/[\ue000-\ue07e]/g, (char) => String.fromCharCode(char.charCodeAt(0) - shieldBase));
}

/** True when a part of the text stood in quotes. */
export function isShielded(text: string): boolean {
  return /[\ue000-\ue07f]/.test(text);
}

const interval = /[[(][^[\]()"]{0,200}[\])]/y;
// After a comma: what goes on with a list of versions or an interval, in contrast to the next package.
const versionGoesOn = /(?:v?\d|[<>=~^!*[()\]]|\s|$)/y;
const takesCommas = /^(?:pkg:|(?:team|service|kind|ref|scope|severity|tier|env|assignee|due|decision|is):)/i;

/** Splits at blanks, and at commas between packages. Quotes and intervals such as `[1.0, 2.0)` stay whole. */
export function scanTokens(written: string): { tokens: Token[]; diagnostics: Diagnostic[] } {
  // No package is named with characters of the private plane; unreplaced they would pass for quoted ones.
  const input = written.replace(/[\ue000-\ue07f]/g, "\ufffd");
  const tokens: Token[] = [];
  const diagnostics: Diagnostic[] = [];
  let at = 0;
  while (at < input.length) {
    if (/\s/.test(input.charAt(at))) {
      at++;
      continue;
    }
    const token = scanOne(input, at);
    at = token.end;
    if (token.isOpen) diagnostics.push({ code: "unreadable_token", message: "The quotation mark is never closed.", start: token.start, end: token.end });
    else if (token.text !== "") tokens.push(token);
  }
  return { tokens, diagnostics };
}

function scanOne(input: string, start: number): Token & { isOpen: boolean } {
  let text = "";
  let at = start;
  while (at < input.length && !/\s/.test(input.charAt(at))) {
    const char = input.charAt(at);
    if (char === '"') {
      const quoted = scanQuoted(input, at);
      if (quoted === null) return { text, start, end: input.length, endsWithComma: false, isOpen: true };
      text += quoted.text;
      at = quoted.end;
    } else if (char === "[" || char === "(") {
      interval.lastIndex = at;
      const whole = interval.exec(input)?.[0] ?? char;
      text += whole.replace(/\s+/g, "");
      at += whole.length;
    } else if ((char === "," || char === ";") && !takesCommas.test(text)) {
      versionGoesOn.lastIndex = at + 1;
      if (!versionGoesOn.test(input)) return { text, start, end: at + 1, endsWithComma: false, isOpen: false };
      text += ",";
      at++;
    } else {
      text += char;
      at++;
    }
  }
  const trimmed = text.replace(/,+$/, "");
  return { text: trimmed, start, end: at, endsWithComma: trimmed !== text, isOpen: false };
}

function scanQuoted(input: string, start: number): { text: string; end: number } | null {
  let text = quoteMark;
  for (let at = start + 1; at < input.length; at++) {
    let char = input.charAt(at);
    if (char === '"') return { text, end: at + 1 };
    if (char === "\\" && at + 1 < input.length) char = input.charAt(++at);
    text += shield(char);
  }
  return null;
}

/** The text in quotes, as `scanTokens` reads it. */
export function quote(text: string): string {
  return `"${text.replace(/["\\]/g, "\\$&")}"`;
}
