import { WhereinError } from "@/lib/errors";
import { decodePercent, purlLengthMax, withoutSlashesAtEnd } from "./percent";
import { checkPurl, normalisePurl, type Purl } from "./purl";

/**
 * Reads a purl as the specification says and returns its normalised parts.
 * Throws `invalid` with the reason `purl_unreadable` and a sentence that says what is wrong.
 */
export function parsePurl(text: string): Purl {
  if (text.length > purlLengthMax) throw unreadable("it is longer than 4,096 characters");
  const scheme = /^pkg:\/*/i.exec(text);
  if (!scheme) throw unreadable("it does not start with pkg:");
  let rest = text.slice(scheme[0].length);
  let subpath: string | null = null;
  let qualifiers: Record<string, string> | null = null;
  const hash = rest.lastIndexOf("#");
  if (hash >= 0) {
    subpath = segments(rest.slice(hash + 1), true);
    rest = rest.slice(0, hash);
  }
  const question = rest.lastIndexOf("?");
  if (question >= 0) {
    qualifiers = readQualifiers(rest.slice(question + 1));
    rest = rest.slice(0, question);
  }
  rest = withoutSlashesAtEnd(rest);
  const slash = rest.indexOf("/");
  if (slash < 0) throw unreadable("a type and a name are needed");
  const type = rest.slice(0, slash);
  rest = rest.slice(slash + 1).replace(/^\/+/, "");
  let version: string | null = null;
  // An "@" that opens a segment belongs to an npm scope; a version never stands at the start of the path.
  const at = rest.lastIndexOf("@");
  if (at >= 0 && !(rest.startsWith("@") && at === 0 && type.toLowerCase() === "npm")) {
    version = decoded(rest.slice(at + 1)) || null;
    rest = rest.slice(0, at);
  }
  const cut = rest.lastIndexOf("/");
  const purl = normalisePurl({
    type,
    namespace: cut < 0 ? null : segments(rest.slice(0, cut), false),
    name: decoded(cut < 0 ? rest : rest.slice(cut + 1)),
    version,
    qualifiers,
    subpath,
  });
  const fault = checkPurl(purl);
  if (fault) throw unreadable(fault);
  return purl;
}

function readQualifiers(text: string): Record<string, string> | null {
  const found = new Map<string, string>();
  for (const pair of text.split("&")) {
    const equals = pair.indexOf("=");
    if (equals <= 0) continue;
    const value = decoded(pair.slice(equals + 1));
    if (value !== "") found.set(pair.slice(0, equals).toLowerCase(), value);
  }
  // fromEntries defines own properties, so `__proto__` as a key stays a key.
  return found.size === 0 ? null : Object.fromEntries(found);
}

function segments(text: string, isSubpath: boolean): string | null {
  const kept: string[] = [];
  for (const raw of text.split("/")) {
    const segment = decoded(raw);
    if (segment === "" || (isSubpath && (segment === "." || segment === ".."))) continue;
    kept.push(segment);
  }
  return kept.length === 0 ? null : kept.join("/");
}

function decoded(text: string): string {
  const value = decodePercent(text);
  if (value === null) throw unreadable("its percent-encoding is not valid UTF-8");
  return value;
}

function unreadable(why: string): WhereinError {
  return new WhereinError("invalid", `This is not a package URL: ${why}.`, { reason: "purl_unreadable" });
}
