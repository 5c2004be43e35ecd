import { ecosystemOfWord } from "@/lib/purl";
import { readAdvisoryId } from "../advisory-id";
import { type Claim, isPackageName, type NamePlace, type Note, type PackageClaim, partOf, type Reading, read } from "./claim";
import { claimOfAddress, claimOfPurl } from "./page-address";
import { readVersions } from "./read-versions";

const version = "v?\\d[\\w.+~:!-]*";
const listed = `${version}(?:(?:\\s*,\\s*(?:and\\s+|or\\s+)?|\\s*\\|\\|\\s*=?\\s*|\\s+(?:and|or|&)\\s+)=?${version}(?![\\w@/]))*`;
const scoped = "@[\\w.~-]+/[\\w.~-]+";
const name = `(?:${scoped}|[A-Za-z0-9_][\\w./~-]*)`;

// In this order at each place: what is surest first.
const tokens = new RegExp(
  [
    `(?<purl>pkg:[^\\s,;"'<>]+)`,
    `(?<address>https?://[^\\s"'<>]+)`,
    `(?<hash>(?<![\\w-])(?:sha-?256[:=])?[0-9a-fA-F]{64}(?![\\w-]))`,
    `(?<![\\w@./~-])(?:(?<word>[A-Za-z][\\w.-]{0,30}):)?(?<strong>${name})(?:@|==|@=|@npm:|:(?=v?\\d+\\.\\d+\\.\\d))(?<at>${listed})`,
    `(?<![\\w@./~-])(?<colonWord>[A-Za-z][\\w.-]{0,30}):(?<colonName>${name}):(?<colonVersion>${version})`,
    `(?<![\\w@./~-])(?<scopedName>${scoped})(?:\\s*\\(?\\s*(?:versions?|v)?\\s*|\\s*:\\s*)(?<scopedVersions>${listed})`,
    `(?<![\\w@./~-])(?<plainName>[A-Za-z0-9_][\\w.-]*)\\s+(?:\\(\\s*(?:versions?\\s+)?(?<inBrackets>${listed})\\s*\\)|versions?\\s+(?<behindWord>${listed}))`,
    `(?<![\\w-])(?<id>[A-Za-z]{2,10}-[\\w:.-]+)`,
  ].join("|"),
  "g",
);

/** The indicators that stand between other words: `name@version`, purls, addresses of packages, advisories, digests; null for none. */
export function readSentence(written: string, place: NamePlace): Reading | null {
  if (!/[\d*-]/.test(written)) return null;
  // One blank for many: several optional runs of blanks side by side would be tried in every combination.
  const text = written.replace(/\s+/g, " ");
  const claims: Claim[] = [];
  let rest = "";
  let from = 0;
  const notes: Note[] = [];
  tokens.lastIndex = 0;
  for (const found of text.matchAll(tokens)) {
    const claim = claimOf(found.groups ?? {}, place);
    if (claim === null) continue;
    claims.push(claim);
    rest += `${text.slice(from, found.index)} `;
    from = found.index + found[0].length;
  }
  if (claims.length === 0) return null;
  rest += text.slice(from);
  const words = rest.replace(/\s+/g, " ").trim();
  // Signs and joining words between two entries say nothing.
  if (/[\p{L}\p{N}]/u.test(words.replace(/\b(?:and|or)\b/gi, ""))) notes.push(partOf(words));
  return read(claims, notes);
}

type Groups = Record<string, string | undefined>;

const addressLengthMax = 4_096;
const trimmed = (text: string) => text.slice(0, addressLengthMax).replace(/[.,;:!?)\]}'"]+$/, "");

function claimOf(groups: Groups, place: NamePlace): Claim | null {
  const { purl, address, hash, id } = groups;
  if (purl !== undefined) return claimOfPurl(trimmed(purl))?.claim ?? null;
  if (address !== undefined) return claimOfAddress(trimmed(address));
  if (hash !== undefined) return { kind: "hash", algorithm: "sha256", hex: hash.slice(-64).toLowerCase() };
  if (id !== undefined) {
    const known = id.length <= 100 ? readAdvisoryId(trimmed(id)) : null;
    return known === null ? null : { kind: "advisory", id: known };
  }
  return packageOf(groups, place);
}

function packageOf(groups: Groups, place: NamePlace): PackageClaim | null {
  const word = groups.colonWord ?? groups.word;
  const inFront = word === undefined ? null : ecosystemOfWord(word);
  if (groups.colonWord !== undefined && inFront === null) return null;
  const found = groups.strong ?? groups.colonName ?? groups.scopedName ?? groups.plainName ?? "";
  const joined = word !== undefined && inFront === null ? `${word}:${found}` : found;
  const written = groups.at ?? groups.colonVersion ?? groups.scopedVersions ?? groups.inBrackets ?? groups.behindWord ?? "";
  if (!isPackageName(joined) || (groups.plainName !== undefined && notSubjects.test(joined))) return null;
  const { versions, kind } = readVersions(written.replace(/[.,;:]+$/, ""), { bracketsAreSpans: false, isSure: false });
  if (kind !== "some") return null;
  return { kind: "package", ...(inFront ?? (joined === found ? place : { ecosystem: "maven", namespace: null })), name: joined, versions, isBare: false };
}

const notSubjects =
  /^(?:the|of|in|and|or|all|these|following|both|affected|malicious|compromised|vulnerable|infected|patched|fixed|safe|latest|package|packages|library|module|its|their|to|with|for|on|as|is|are|were|was|node|to)$/i;
