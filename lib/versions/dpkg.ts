import { KeyWriter } from "./key-writer";

const tilde = 1;
const endOfText = 2;

/** Writes one part of a Debian version: text and numbers in turn, "~" below the end, letters below other characters. */
function writePart(key: KeyWriter, part: string): void {
  let at = 0;
  do {
    let code = part.charCodeAt(at);
    while (at < part.length && !(code >= 48 && code <= 57)) {
      const isLetter = (code >= 65 && code <= 90) || (code >= 97 && code <= 122);
      key.mark(code === 126 ? tilde : isLetter ? code : code + 128);
      code = part.charCodeAt(++at);
    }
    key.mark(endOfText);
    const from = at;
    while (at < part.length && code >= 48 && code <= 57) code = part.charCodeAt(++at);
    key.number(part.slice(from, at));
  } while (at < part.length);
  key.mark(endOfText);
}

/** Order of deb-version(7): epoch, upstream version, revision. A missing epoch or revision is 0. */
export function dpkgKey(version: string): Buffer | null {
  const text = version.trim();
  if (text.length > 500 || !/^[0-9A-Za-z.+~:_-]+$/.test(text)) return null;
  const colon = text.indexOf(":");
  const epoch = colon < 0 ? "0" : text.slice(0, colon);
  if (!/^\d+$/.test(epoch)) return null;
  const rest = text.slice(colon + 1);
  const dash = rest.lastIndexOf("-");
  const upstream = dash < 0 ? rest : rest.slice(0, dash);
  // The policy wants a digit first; without one it is a word such as "latest", not a version. opam's v0.16 is one.
  if (!/^v?\d/.test(upstream)) return null;
  const key = new KeyWriter().number(epoch);
  writePart(key, upstream);
  writePart(key, dash < 0 ? "" : rest.slice(dash + 1));
  return key.finish();
}
