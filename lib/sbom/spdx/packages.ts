import { completeIdentity, type OperatingSystem, OperatingSystems } from "../complete-identity";
import { type CompositionBuilder, skippedIndex } from "../composition-builder";
import { readScope } from "../cyclonedx/scope";
import { readHashes, sha256sOf, spdxHash } from "../hashes";
import { type KnownIdentity, knownPurl, notedIdentity, unidentified } from "../identity-cache";
import { isObject, type JsonObject, textOf } from "../json";
import { isList, type List, mentioning } from "../list";
import type { ComponentScope } from "../model";
import { notAList } from "../not-a-list";
import { pairsOfAnnotations, readNotes } from "../notes";
import { isDistroPackage } from "../purl-details";
import { propertiesOf } from "./annotations";
import { readPackageDetails, readPackageSource } from "./details";
import { purlsOf } from "./external-refs";

const trivyGroup = /^SPDXRef-(OperatingSystem|Application)-[0-9a-f]+$/;

/** Reads `packages`. The package with the id `rootId` is the document's subject and is not stored. */
export function readPackages(builder: CompositionBuilder, value: unknown, at: string, rootId: string | null): void {
  if (value === undefined || value === null) return;
  // Nothing can be said of such a document; taken for an empty one it would call its service clean.
  if (!isList(value)) throw notAList(at);
  let rootSeen = false;
  const os = readOperatingSystem(value);
  let next = 0;
  for (const entry of value) {
    const i = next++;
    const pointer = () => `${at}/${i}`;
    if (!isObject(entry)) {
      builder.sink.add("not_an_object", pointer);
      builder.skip("not_an_object");
      continue;
    }
    const id = textOf(entry.SPDXID);
    if (id !== null && id === rootId && !rootSeen) {
      rootSeen = true;
      builder.skip("root");
      continue;
    }
    const notes = builder.takesNotes ? readNotes(pairsOfAnnotations(entry.annotations)) : null;
    if (notes?.service !== undefined) {
      builder.services.push(notes.service);
      if (id !== null) builder.setRef(id, skippedIndex, () => `${pointer()}/SPDXID`);
      continue;
    }
    const read = identityOfPackage(entry, os, () => builder.sink.add("purl_invalid", () => `${pointer()}/externalRefs`));
    const known = notedIdentity(read, notes);
    const hashes = readHashes(entry.checksums, spdxHash, builder.sink, () => `${pointer()}/checksums`);
    const index = builder.add(known, scopeOf(entry), sha256sOf(hashes), pointer);
    if (builder.details !== null && index >= 0) builder.details.add(index, readPackageDetails({ entry, known, hashes }));
    else if (isDistroPackage(known.component)) builder.addSource(index, readPackageSource(entry, known));
    builder.applyNotes(index, notes);
    // Trivy's entries for the operating system, lock files and the like are no packages of their own.
    if (id !== null && !known.identified && trivyGroup.test(id)) builder.addGroup(index);
    if (id !== null) builder.setRef(id, index, () => `${pointer()}/SPDXID`);
  }
}

/** Reads the subject's own package: name, version and purl as written, and its key when a purl says what it is. */
export function readSubject(document: JsonObject, id: string): { found: JsonObject; known: KnownIdentity; purl: string | null; key: string | null } | null {
  if (!isList(document.packages)) return null;
  for (const entry of mentioning(document.packages, [id])) {
    if (!isObject(entry) || entry.SPDXID !== id) continue;
    const known = identityOfPackage(entry, null, () => {});
    const purl = purlsOf(entry).find((text) => knownPurl(text, "") !== null) ?? null;
    return { found: entry, known, purl, key: known.identified ? known.component.key : null };
  }
  return null;
}

/** What the package is: by its first usable purl, else by name and version. */
export function identityOfPackage(entry: JsonObject, os: OperatingSystem | null, onInvalidPurl: () => void): KnownIdentity {
  const version = versionOf(entry.versionInfo);
  const purls = purlsOf(entry);
  for (const purl of purls) {
    const known = knownPurl(purl, version);
    if (known !== null) return completeIdentity(known, { group: null, name: entry.name, version, os });
  }
  if (purls.length > 0) onInvalidPurl();
  return unidentified(textOf(entry.name) ?? "", version);
}

/** By what a generator says of the package itself; relationships, which come later, are more exact. */
function scopeOf(entry: JsonObject): ComponentScope {
  return entry.annotations === undefined ? "runtime" : readScope({ properties: propertiesOf(entry) });
}

/** NOASSERTION and NONE say that there is no version to tell. */
function versionOf(value: unknown): string {
  if (typeof value === "number") return String(value);
  if (typeof value !== "string" || value === "NOASSERTION" || value === "NONE") return "";
  return value;
}

/** The only operating system among the packages, by purpose or by the id that Trivy gives it. */
export function readOperatingSystem(packages: List): OperatingSystem | null {
  const systems = new OperatingSystems();
  for (const entry of mentioning(packages, ["OPERATING", "SPDXRef-OperatingSystem-"])) {
    if (!isObject(entry)) continue;
    const { SPDXID: id, primaryPackagePurpose: purpose } = entry;
    if (purpose !== "OPERATING-SYSTEM" && purpose !== "OPERATING_SYSTEM" && !(typeof id === "string" && id.startsWith("SPDXRef-OperatingSystem-"))) continue;
    systems.add([entry.name], entry.versionInfo);
  }
  return systems.only();
}
