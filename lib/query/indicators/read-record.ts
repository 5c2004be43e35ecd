import { readAdvisoryId } from "../advisory-id";
import { brief, type Claim, isPackageName, type NamePlace, packageReading, type Reading, read, refused } from "./claim";
import { plainText, refang, singleBlanks, withoutMarkup } from "./clean-text";
import type { Columns } from "./columns";
import { placeOfLabel } from "./ecosystem-words";
import { lineLengthMax } from "./limits";
import { claimOfPurl } from "./page-address";
import { ignoredQualifiers, readEntry } from "./read-entry";
import { readVersions } from "./read-versions";
import { stripMarks } from "./strip-marks";
import { otherKind, refusalOfKind } from "./what-else";

/** What a row of a table or an object of JSON says, by what its fields are; texts as written, "" where it is silent. */
export type Fields = Record<keyof Columns, string>;

export const noFields: Fields = { name: "", group: "", ecosystem: "", versions: "", purl: "", advisory: "", sha256: "", fixed: "" };

export const cleanCell = (cell: string): string => stripMarks(singleBlanks(withoutMarkup(refang(plainText(cell)))).trim()).trim();

/** Reads a record. `outer` is the ecosystem of what the record stands in. */
export function readRecord(fields: Fields, outer: NamePlace): Reading {
  if (Object.values(fields).some((text) => text.length > lineLengthMax)) return tooLong;
  const label = cleanCell(fields.ecosystem);
  const place = (label === "" ? null : placeOfLabel(label)) ?? outer;
  const other = label === "" ? null : refusalOfKind(label);
  if (other !== null && place === outer) return { kind: "refused", ...other };
  return affectedOnly(fields, readPurl(fields) ?? readName(fields, place) ?? readRest(fields));
}

/** Where versions are given that are well again and none that is affected, the package is not meant in every version. */
function affectedOnly({ fixed }: Fields, reading: Reading): Reading {
  const claim = reading.kind === "read" ? reading.claims.find((each) => each.kind === "package" && each.isBare) : undefined;
  if (fixed.trim() === "" || claim?.kind !== "package") return reading;
  return refused("no_affected_version", `No affected version of ${brief(claim.name)} is given, only which are well again.`);
}

function readPurl({ purl, versions }: Fields): Reading | null {
  const found = purl.trim() === "" ? null : claimOfPurl(cleanCell(purl));
  if (found === null) return null;
  const { claim, ignored } = found;
  const notes = ignored === null ? [] : [ignoredQualifiers(ignored)];
  if (claim.kind !== "package" || !claim.isBare || versions.trim() === "") return read([claim], notes);
  return packageReading(claim, claim.name, versionsOf(versions, claim.ecosystem));
}

/** What is said of a value in JSON, HTML or a table that is longer than a line of a list may be. */
export const tooLong = refused("entry_too_long", `It is longer than ${lineLengthMax.toLocaleString("en")} characters.`);

const versionsOf = (text: string, ecosystem: string | null) =>
  readVersions(withoutMarkup(refang(plainText(text))), { bracketsAreSpans: ecosystem === "maven" || ecosystem === "nuget", isSure: true });

function readName(fields: Fields, place: NamePlace): Reading | null {
  const written = cleanCell(fields.name);
  if (written === "") return null;
  const name = withGroup(written, cleanCell(fields.group), place);
  const isSilent = fields.versions.trim() === "";
  if (!isPlain(name) || (isSilent && otherKind(name) !== null)) {
    const reading = readEntry(name, { place, isListed: true });
    const claim = reading.kind === "read" && reading.claims.length === 1 ? reading.claims[0] : undefined;
    if (isSilent || claim?.kind !== "package" || !claim.isBare) return reading;
    return packageReading(claim, claim.name, versionsOf(fields.versions, claim.ecosystem));
  }
  const id = readAdvisoryId(name);
  if (id !== null) return read([{ kind: "advisory", id }]);
  return packageReading(place, name, versionsOf(fields.versions, place.ecosystem));
}

/** A name that needs no reading: no version or operator behind it and no ecosystem in front. */
const isPlain = (name: string) => isPackageName(name) && !/[:~^]/.test(name);

const joints: ReadonlyMap<string | null, string> = new Map([["maven", ":"]]);

function withGroup(name: string, group: string, { ecosystem }: NamePlace): string {
  if (group === "" || /[/:]/.test(name) || !isPackageName(group.replace(/^@?/, "g"))) return name;
  const isScope = ecosystem === "npm" || (ecosystem === null && group.startsWith("@"));
  if (isScope) return `${group.startsWith("@") ? "" : "@"}${group}/${name}`;
  return `${group}${joints.get(ecosystem) ?? (ecosystem === null && group.includes(".") ? ":" : "/")}${name}`;
}

/** A record without a package: its advisories, else its digest. */
function readRest({ advisory, sha256 }: Fields): Reading {
  const claims: Claim[] = [];
  for (const part of advisory.split(/[\s,;|]+/)) {
    const id = part.length <= 100 ? readAdvisoryId(cleanCell(part)) : null;
    if (id !== null) claims.push({ kind: "advisory", id });
  }
  if (claims.length > 0) return read(claims);
  if (sha256.trim() !== "") return readEntry(cleanCell(sha256), { place: { ecosystem: null, namespace: null }, isListed: false });
  return refused("no_package", "The record has no name of a package.");
}
