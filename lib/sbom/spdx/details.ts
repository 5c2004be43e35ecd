import { canonicalPurl } from "@/lib/purl";
import { detailText, newDetails, settleDetails } from "../component-details";
import { addProperties, sourceOfProperties } from "../cyclonedx/properties";
import { readHashes, spdxHash } from "../hashes";
import { type KnownIdentity, knownPurl } from "../identity-cache";
import type { JsonObject } from "../json";
import type { ComponentDetails, ComponentHash, ComponentType, SourcePackage } from "../model";
import { addDistroDetails, addQualifiers } from "../purl-details";
import { sourceOfPurl } from "../source-of-purl";
import { WarningSink } from "../warnings";
import { readAgent } from "./agents";
import { propertiesOf } from "./annotations";
import { cpesOf, purlsOf, repositoryOf } from "./external-refs";

/** SPDX 2.3, clause 7.24. */
const types = new Map<unknown, ComponentType>([
  ["APPLICATION", "application"],
  ["FRAMEWORK", "framework"],
  ["LIBRARY", "library"],
  ["CONTAINER", "container"],
  ["OPERATING-SYSTEM", "operating-system"],
  ["OPERATING_SYSTEM", "operating-system"],
  ["DEVICE", "device"],
  ["FIRMWARE", "firmware"],
  ["SOURCE", "source"],
  ["ARCHIVE", "archive"],
  ["FILE", "file"],
  ["INSTALL", "install"],
  ["OTHER", "other"],
]);
const trivyOperatingSystem = /^SPDXRef-OperatingSystem-/;

/** One package as the document holds it, with what was already read of it. */
export type ReadPackage = { entry: JsonObject; known: KnownIdentity; hashes: readonly ComponentHash[] };

/** What an SPDX package says beyond its identity. */
export function readPackageDetails({ entry, known, hashes }: ReadPackage): ComponentDetails {
  const details = newDetails(typeOf(entry), detailText(entry.name) ?? known.component.name, null);
  const purl = addPurls(details, entry, known);
  for (const cpe of cpesOf(entry)) details.cpes.push(cpe);
  for (const hash of hashes) details.hashes.push(hash);
  addAgents(details, entry);
  addLicences(details, entry);
  details.copyright = statement(entry.copyrightText);
  details.description = detailText(entry.description) ?? detailText(entry.summary);
  details.fileName = detailText(entry.packageFileName);
  if (details.type === "archive") details.traits.archive = true;
  details.downloadUrl = statement(entry.downloadLocation);
  details.homepageUrl = statement(entry.homepage);
  details.repositoryUrl = repositoryOf(entry);
  addQualifiers(details, purl);
  details.sourcePackage = sourceOf(entry.sourceInfo);
  addProperties(details, propertiesOf(entry), known.component);
  addDistroDetails(details, known.component, purl);
  return details;
}

/** The same of the package that the document is about. */
export function readSubjectDetails(entry: JsonObject, known: KnownIdentity): ComponentDetails {
  // Its hashes were judged where the packages are read.
  const hashes = readHashes(entry.checksums, spdxHash, new WarningSink(), () => "");
  return settleDetails(readPackageDetails({ entry, known, hashes }));
}

function typeOf(entry: JsonObject): ComponentType {
  const stated = types.get(entry.primaryPackagePurpose);
  if (stated !== undefined) return stated;
  return typeof entry.SPDXID === "string" && trivyOperatingSystem.test(entry.SPDXID) ? "operating-system" : "library";
}

/** All canonical purls, the identity's first; returns that one. */
function addPurls(details: ComponentDetails, entry: JsonObject, known: KnownIdentity) {
  let identity: ReturnType<typeof canonicalPurl> | null = null;
  for (const raw of purlsOf(entry)) {
    let each = knownPurl(raw, "");
    if (each === null) continue;
    // The first usable one gave the identity, with a version or release that may be from elsewhere.
    if (identity === null && known.identified) each = known;
    const canonical = canonicalPurl(raw, each.component, each.repaired);
    identity ??= canonical;
    details.purls.push(canonical.text);
  }
  return identity;
}

function addAgents(details: ComponentDetails, entry: JsonObject): void {
  const supplier = readAgent(entry.supplier);
  const originator = readAgent(entry.originator);
  details.supplier = supplier?.name ?? null;
  details.author = originator?.name ?? null;
  for (const agent of [supplier, originator]) if (agent?.contact) details.contacts.push(agent.contact);
}

function addLicences({ licences }: ComponentDetails, entry: JsonObject): void {
  const declared = detailText(entry.licenseDeclared);
  const concluded = detailText(entry.licenseConcluded);
  if (declared !== null) licences.declared.push(declared);
  if (concluded !== null) licences.concluded.push(concluded);
  const { licenseInfoFromFiles } = entry;
  for (const value of Array.isArray(licenseInfoFromFiles) ? licenseInfoFromFiles : [licenseInfoFromFiles]) {
    const text = detailText(value);
    if (text !== null) licences.observed.push(text);
  }
}

/** A text that is neither NONE nor NOASSERTION. */
function statement(value: unknown): string | null {
  const text = detailText(value);
  return text === "NONE" || text === "NOASSERTION" ? null : text;
}

/** The source package of a distro package, as its details have it. */
export function readPackageSource(entry: JsonObject, known: KnownIdentity): SourcePackage | null {
  return sourceOf(entry.sourceInfo) ?? sourceOfProperties(propertiesOf(entry), known.component) ?? sourceOfPurl(known);
}

/** Trivy: `built package from: zlib 1:1.2.13-r0`, name and full version of the source package. */
function sourceOf(sourceInfo: unknown): SourcePackage | null {
  if (typeof sourceInfo !== "string") return null;
  const parts = /^built package from: (\S{1,300})(?: (\S{1,300}))?\s*$/.exec(sourceInfo);
  return parts === null ? null : { name: parts[1] as string, version: parts[2] ?? null };
}
