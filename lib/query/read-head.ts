import { ecosystemOfWord, identifyPurl, normaliseName } from "@/lib/purl";
import { readAdvisoryId } from "./advisory-id";
import type { DiagnosticCode } from "./question";
import { isShielded, unshield } from "./scan-tokens";

/** A package whose version text is still open: more of a range may follow in the next tokens. */
export type PackageHead = { kind: "package"; ecosystem: string | null; namespace: string | null; name: string; version: string };
export type Head =
  | PackageHead
  | { kind: "prefix"; ecosystem: string | null; prefix: string }
  | { kind: "hash"; algorithm: "sha256"; hex: string }
  | { kind: "advisory"; id: string }
  | { kind: "fault"; code: DiagnosticCode; message: string };

type Place = { ecosystem: string | null; namespace: string | null };
const anywhere: Place = { ecosystem: null, namespace: null };

const versionLike = /^v?\d+\.\d/;
const bareVersion = /^v?\d+(?:\.\d+)+(?:[-+].*)?$/;

const fault = (code: DiagnosticCode, message: string): Head => ({ kind: "fault", code, message });
const unreadable = (text: string, why: string): Head => fault("unreadable_token", `"${shorten(unshield(text))}" cannot be read: ${why}`);
const shorten = (text: string) => (text.length > 80 ? `${text.slice(0, 79)}…` : text);

/** Reads the first token of a term: a purl, a digest, an advisory id, or a package name with or without ecosystem and version. */
export function readHead(text: string): Head {
  if (/^pkg:/i.test(text)) return readPurlHead(unshield(text));
  const digest = /^(?:(sha\d+|md5|blake\w*):)?([0-9a-f]+)$/i.exec(text);
  if (digest?.[2] && (digest[1] || digest[2].length === 64)) return readDigest((digest[1] ?? "sha256").toLowerCase(), digest[2], text);
  if (/^(?:sha\d+|md5):/i.test(text)) return unreadable(text, "a digest is written in hex digits.");
  const id = readAdvisoryId(text);
  if (id !== null) return { kind: "advisory", id };
  const colon = /^([^:@/<>=]+):(.+)$/s.exec(text);
  if (colon?.[1] && colon[2]) return readAfterWord(text, colon[1], colon[2]);
  return readPackage(text, anywhere);
}

function readDigest(algorithm: string, hex: string, text: string): Head {
  if (algorithm !== "sha256") return fault("not_supported_yet", `Digests by ${algorithm} are not available in this version, only sha256.`);
  if (hex.length !== 64) return unreadable(text, "a SHA-256 digest has 64 hex digits.");
  return { kind: "hash", algorithm: "sha256", hex: hex.toLowerCase() };
}

function readPurlHead(text: string): Head {
  const identity = identifyPurl(text)?.identity;
  if (!identity) return unreadable(text, "it is not a package URL with a type and a name.");
  const place: Place = { ecosystem: identity.ecosystem, namespace: null };
  return identity.name.endsWith("*") ? prefixOf(identity.name, place, text) : { kind: "package", ...place, name: identity.name, version: identity.version };
}

/** `word:rest`, where the word is an ecosystem, a Maven group, or a package in a `name:version` list. */
function readAfterWord(text: string, word: string, rest: string): Head {
  const place = isShielded(word) ? null : ecosystemOfWord(word);
  if (place) return readPackage(rest, place);
  if (versionLike.test(rest) && !rest.includes(":")) return packageOf(word, rest, anywhere, text);
  // A facet is one plain word; Maven groups have dots or dashes, or the artifact repeats them, or a version follows.
  const isGroup = /[^a-z]/i.test(word) || rest.startsWith(word) || /[@:*<>=]/.test(rest);
  if (isGroup && !rest.startsWith("/")) return readPackage(text, { ecosystem: "maven", namespace: null });
  return fault("unknown_facet", `There is no facet "${shorten(unshield(word))}:". A Maven package is written maven:${shorten(unshield(text))}.`);
}

function readPackage(text: string, place: Place): Head {
  const coordinates = place.ecosystem === "maven" ? /^([^:@]+:[^:@]+):([^:@]+)$/.exec(text) : /^(@?[^:@<>=]+):(v?\d+\.\d[^:@]*)$/.exec(text);
  if (coordinates?.[1] && coordinates[2]) return packageOf(coordinates[1], coordinates[2], place, text);
  const at = text.indexOf("@", 1);
  if (at > 0) return packageOf(text.slice(0, at), text.slice(at + 1), place, text, true);
  const operator = text.search(/[<>=]|!=|~[=>]/);
  if (operator > 0) return packageOf(text.slice(0, operator), text.slice(operator), place, text);
  return text.endsWith("*") ? prefixOf(text, place, text) : packageOf(text, "", place, text);
}

function packageOf(rawName: string, version: string, place: Place, text: string, isVersionExpected = false): Head {
  const name = withNamespace(unshield(rawName).trim(), place);
  if (!isShielded(rawName) && (!/^@?[\p{L}\p{N}_.$][^\s<>=,;|()[\]{}"\\^*@]*$/u.test(rawName) || !/[\p{L}\p{N}]/u.test(name)))
    return unreadable(text, "a package name is expected.");
  if (!isShielded(rawName) && place.ecosystem === null && bareVersion.test(rawName))
    return unreadable(text, "a version needs a package in front. Several versions of one package are joined by ||.");
  if (!isShielded(rawName) && /^@[^/]*$/.test(rawName)) return unreadable(text, "an npm scope is written @scope/name or @scope/*.");
  if (name === "" || name.length > 500 || /\p{Cc}/u.test(name)) return unreadable(text, "a package name is expected.");
  if (version.includes("@")) return unreadable(text, "only one @ separates the name from the version.");
  // "lodash@" asks for a version that is not there; "any" would be a guess. The caller lets a range follow.
  return { kind: "package", ...place, name, version: isVersionExpected && version === "" ? missingVersion : version };
}

/** Stands for the version in `lodash@`: an error unless a range follows. */
export const missingVersion = "@";

function prefixOf(rawName: string, place: Place, text: string): Head {
  const base = rawName.slice(0, -1);
  const ecosystem = place.ecosystem ?? (unshield(base).startsWith("@") ? "npm" : null);
  const written = withNamespace(unshield(base), place);
  const prefix = ecosystem === null ? written : normaliseName(ecosystem, written);
  if (!isShielded(base) && /[\s<>=,;|()[\]{}"\\^*]/.test(base)) return unreadable(text, "one * stands at the end of a name.");
  if (prefix.replace(/[^\p{L}\p{N}]/gu, "").length < 2) return unreadable(text, "at least two letters are expected before the *.");
  return { kind: "prefix", ecosystem, prefix };
}

function withNamespace(name: string, { namespace }: Place): string {
  return namespace === null || name.startsWith(`${namespace}/`) ? name : `${namespace}/${name}`;
}
