import { ecosystemOfWord } from "@/lib/purl";
import { readAdvisoryId } from "../advisory-id";
import { anywhere, type Claim, isPackageName, type NamePlace, packageReading, partOf, type Reading, read, refused } from "./claim";
import { placeOfLabel } from "./ecosystem-words";
import { claimOfAddress, claimOfPurl } from "./page-address";
import { readSentence } from "./read-sentence";
import { readVersions } from "./read-versions";
import { otherKind, whatElse } from "./what-else";

/** What is known of a line before it is read: the ecosystem of its column or section, and whether a lone word may be a package. */
export type EntryContext = { place: NamePlace; isListed: boolean };

/** Reads one entry, cleaned and without marks around it. */
export function readEntry(written: string, { place, isListed }: EntryContext = { place: anywhere, isListed: true }): Reading {
  if (written === "") return refused("unreadable", "Nothing is left of this line without its marks.");
  const unquoted = unquote(written);
  if (versionLabel.test(unquoted) && isVersionsAlone(unquoted.replace(versionLabel, ""))) return refused("version_only", versionsAlone);
  const text = unquoted.replace(packageLabel, "");
  const common = readCommon(text, place);
  if (common) return common;
  const single = /\s/.test(text) ? null : readSingle(text);
  if (single) return single;
  if (!/[^\s\p{P}\p{S}]/u.test(text)) return refused("unreadable", "This line has signs only.");
  const digest = labelledDigest.exec(text)?.[1];
  if (digest !== undefined) return read([{ kind: "hash", algorithm: "sha256", hex: digest.toLowerCase() }]);
  const other = otherKind(text);
  const isHost = other?.code === "domain" && /:\d{1,5}(?:\/|$)/.test(text);
  if (other !== null && (isHost || !mayBePackage.has(other.code))) {
    return (/\s/.test(text) ? readSentence(text, place) : null) ?? { kind: "refused", ...other };
  }
  const named = splitPlace(text, place);
  const whole = readNamed(named.rest, named.place, (isListed || text !== unquoted) && other === null);
  if (whole?.kind === "read" && whole.notes.length === 0) return whole;
  return readSentence(text, place) ?? whole ?? { kind: "refused", ...(other ?? whatElse(text)) };
}

// As advisories of GitHub are written: "Package: name (npm)", then "Affected versions: < 1.0".
const packageLabel = /^(?:(?:affected|compromised|malicious|vulnerable) )?(?:package|module|library|component)s?(?: name)? ?: (?=\S)/i;
const versionLabel = /^(?:(?:affected|compromised|malicious|vulnerable|infected) )?versions?(?: range)? ?: ?/i;
const versionsAlone = "Versions without a package. Write both in one line: name@version.";

function isVersionsAlone(text: string): boolean {
  const { kind, unread } = readVersions(text, { bracketsAreSpans: false, isSure: false });
  return (kind === "some" || kind === "any") && unread.length === 0;
}

/** A line that says no more than which versions, with the label in front taken away. */
export const withoutVersionLabel = (text: string): string => unquote(text).replace(versionLabel, "");

const labelledDigest = /^sha-?256 ?[:=(]? ?([0-9a-f]{64})\)?$/i;

/** Without quotes, as around names and versions in snippets of code; between two of them there is a list. */
function unquote(text: string): string {
  return /["']/.test(text) ? text.replace(/["'] ?, ?["']/g, " || ").replace(/["']/g, "") : text;
}

const commonShape = /^(?:([A-Za-z][\w.-]{0,30}):)?(@[\w.~-]+\/[\w.~-]+|(?=[\d._-]*[A-Za-z])[\w.-]+)(?:[@:]|==)(v?\d+\.\d[\w.+-]*)$/;

/** What nearly every line is, read at once: `name@1.2.3`, `npm:name:1.2.3`, `name==1.2.3`. Everything else comes to the same by the long way. */
function readCommon(text: string, outer: NamePlace): Reading | null {
  const found = commonShape.exec(text);
  if (!found?.[2] || !found[3]) return null;
  const place = found[1] === undefined ? outer : ecosystemOfWord(found[1]);
  if (place === null || place.ecosystem === "maven" || !isPackageName(found[2])) return null;
  return read([{ kind: "package", ...place, name: found[2], versions: [{ kind: "exact", text: found[3] }], isBare: false }]);
}

// Shapes that a package with a version may have as well.
const mayBePackage = new Set(["file_name", "domain", "file_path"]);

function readSingle(text: string): Reading | null {
  const claim = singleClaim(text);
  if (claim === null) return null;
  return "claim" in claim ? read([claim.claim], claim.ignored === null ? [] : [ignoredQualifiers(claim.ignored)]) : read([claim]);
}

function singleClaim(text: string): Claim | { claim: Claim; ignored: string | null } | null {
  if (/^pkg:/i.test(text)) return claimOfPurl(text);
  if (/^https?:/i.test(text)) return claimOfAddress(text);
  const hex = /^(?:sha-?256[:=])?([0-9a-f]{64})$/i.exec(text)?.[1];
  if (hex !== undefined) return { kind: "hash", algorithm: "sha256", hex: hex.toLowerCase() };
  const id = text.length <= 100 ? readAdvisoryId(text) : null;
  return id === null ? null : { kind: "advisory", id };
}

export const ignoredQualifiers = (names: string) => ({ code: "qualifiers_ignored", message: `The purl's ${names.slice(0, 200)} does not narrow the search.` });

const wordInFront = /^(?:\[([\w .-]{2,30})\]|\(([\w .-]{2,30})\)|([A-Za-z][\w.-]{0,30})\s?:)\s*(?=[^\s:/])/;
const wordBehind = /\s+(?:\(([\w .-]{2,30})\)|\[([\w .-]{2,30})\])$/;

/** Takes the word for an ecosystem off an entry: `npm:`, `[PyPI]` in front, `(npm)` behind. */
function splitPlace(text: string, outer: NamePlace): { place: NamePlace; rest: string } {
  const front = wordInFront.exec(text);
  if (front) {
    const rest = text.slice(front[0].length);
    const word = front[1] ?? front[2] ?? front[3] ?? "";
    const place = front[3] === undefined ? placeOfLabel(word) : ecosystemOfWord(word);
    // `node:18.2.0` is a package and its version.
    if (place !== null && !(front[3] !== undefined && /^v?\d+(?:\.\d+)+[\w.+-]*$/i.test(rest))) return { place, rest };
  }
  const cell = /^([A-Za-z][\w.-]{1,30}) ?(?:[,;] ?| )(?=[\w@])/.exec(text);
  const inCell = cell?.[1] === undefined ? null : placeOfLabel(cell[1]);
  // `npm,name,1.2.3`: a row of a table without a header. `node 18.2.0` is a package.
  if (cell && inCell && namedWithVersion.test(text.slice(cell[0].length))) return { place: inCell, rest: text.slice(cell[0].length) };
  const behind = wordBehind.exec(text);
  const label = behind?.[1] ?? behind?.[2];
  const place = label === undefined || /^v?\d/.test(label) ? null : placeOfLabel(label);
  return behind && place ? { place, rest: text.slice(0, -behind[0].length) } : { place: outer, rest: text };
}

const namedWithVersion = /^(?:@[^\s/]+\/)?[A-Za-z_][^\s,;@:]*(?:[@:,;]| )\s*\S*\d/;
const head = /^(@[^\s/@:,;|()[\]<>=]+\/[^\s@:,;|()[\]<>=~^!]+|[^\s@:,;|()[\]<>=~^!]+)/;

/** An entry that is a name and, perhaps, its versions, and nothing else; null when it is of no such shape. */
function readNamed(text: string, place: NamePlace, isListed: boolean): Reading | null {
  const prefix = !text.endsWith("*") ? null : /^(@?[\p{L}\p{N}][\p{L}\p{N}._~$+/:-]{1,200}[/:._-]?)\*$/u.exec(text);
  if (prefix?.[1] && /[/:._-]$/.test(prefix[1])) {
    const ecosystem = place.ecosystem ?? (prefix[1].startsWith("@") ? "npm" : null);
    return read([{ kind: "prefix", ecosystem, prefix: prefix[1] }]);
  }
  const coordinates = mavenCoordinates(text, place);
  const name = coordinates?.name ?? head.exec(text)?.[1] ?? "";
  const where = coordinates ? { ecosystem: "maven", namespace: null } : place;
  if (!isPackageName(name)) return null;
  const rest = (coordinates?.rest ?? text.slice(name.length)).trimEnd();
  if (rest === "") return isListed && !isPlainWord(name) ? packageReading(where, name, readVersions("", options(where, true))) : null;
  return readBehind(where, name, rest, isListed);
}

const options = ({ ecosystem }: NamePlace, isSure: boolean) => ({ bracketsAreSpans: ecosystem === "maven" || ecosystem === "nuget", isSure });

const versionWord =
  /^(?:(?:affected|compromised|malicious|vulnerable|infected|bad|known|published|package|release[sd]?)\s+){0,3}(?:versions?|vers?|releases?)(?:\(s\))?\b\.?\s*[:=]?\s*/i;
const connector = /^(?:\s*(?:[,;|:]|-+>?|=>|\u2192)\s*|\s+)/;

/** The versions behind a name. Behind a blank only what looks like one in all of it counts. */
function readBehind(place: NamePlace, name: string, rest: string, isListed: boolean): Reading | null {
  const strong = /^(?:@|:(?!\s)|(?=[<>=~^!]))\s*(.*)$/s.exec(rest);
  if (strong) {
    const written = strong[1] ?? "";
    if (written === "") return refused("version_missing", `A version is expected after "${name}". Without the sign every version is meant.`);
    return packageReading(place, name, readVersions(written, options(place, !/\s/.test(written))));
  }
  const gap = connector.exec(rest)?.[0] ?? "";
  if (notNames.test(name)) return null;
  const behind = rest.slice(gap.length);
  const worded = behind.replace(/^[([]\s*(?=[a-z])/i, "").replace(versionWord, "");
  const isWorded = worded !== behind && worded !== "";
  const text = isWorded ? worded.replace(/^([^([]*)[)\]]$/, "$1") : behind;
  const versions = readVersions(text, options(place, false));
  if (versions.kind === "missing") return isListed && text !== "" ? packageReading(place, name, versions) : null;
  if (versions.unread.length > 0) return isListed ? readStart(place, name, text) : null;
  // "September 8, 2025", "Python 3", "Total: 187": a lone number is no version.
  if (!isWorded && !gap.includes(",") && versions.kind === "some" && !versions.versions.every(isPlainlyVersion)) return null;
  if (versions.kind === "any" && !/all|any|every|\*/i.test(text)) return null;
  return packageReading(place, name, versions);
}

const startsWithVersions = /^v?\d+\.\d[\w.+~!-]*(?: ?, ?v?\d+\.\d[\w.+~!-]*)*(?= ?[,;|(]| -+ | )/i;

/** A name and full versions, and then words: `name 1.2.3 | npm`, `name,1.2.3,source`. */
function readStart(place: NamePlace, name: string, text: string): Reading | null {
  const versions = startsWithVersions.exec(text)?.[0];
  if (versions === undefined || !/^[@a-z0-9._/-]+$/i.test(name) || (/\s/.test(text) && /^[A-Z]/.test(name))) return null;
  const reading = packageReading(place, name, readVersions(versions, options(place, false)));
  const words = text.slice(versions.length).replace(/^[\s,;|-]{1,20}/, "");
  return reading.kind === "read" ? { ...reading, notes: [...reading.notes, partOf(words)] } : reading;
}

const isPlainlyVersion = (version: { kind: string; text?: string }) => version.kind !== "exact" || /\d\.\d|^v\d/i.test(version.text ?? "");
const notNames =
  /^(?:versions?|v|releases?|updates?|upgrades?|and|or|on|in|at|the|to|from|since|before|after|until|step|sections?|chapter|page|figure|table|part|is|was|by|with|of|for|about|using|than|running|install(?:ed)?|january|february|march|april|may|june|july|august|september|october|november|december|affected|compromised|malicious|vulnerable|infected|patched|fixed|safe|packages?|names?|ecosystems?|modules?|total|count|date|severity|score|cvss|updated|published)$/i;

const versionStart = /^v?\d/i;

/** `group:artifact` with or without `:version`, by the caller's word for Maven or by its shape. */
function mavenCoordinates(text: string, place: NamePlace): { name: string; rest: string } | null {
  const found = /^([A-Za-z][\w.-]*):([A-Za-z][\w.-]*)(?=$|[:@\s,;(=<>])/.exec(text);
  if (!found?.[1] || !found[2]) return null;
  const isMaven = place.ecosystem === "maven" || (place.ecosystem === null && (/[.-]/.test(found[1]) || found[1] === found[2]));
  if (!isMaven || versionStart.test(found[2])) return null;
  return { name: found[0], rest: text.slice(found[0].length) };
}

/** Words that stand alone in a list without being a package: a label of its author. */
function isPlainWord(name: string): boolean {
  return (
    notNames.test(name) ||
    placeOfLabel(name) !== null ||
    /^(?:packages?|names?|indicators?|iocs?|affected|compromised|malicious|true|false|null|yes|no|total|source|sources|references?)$/i.test(name)
  );
}
