import { canonicalPurl } from "@/lib/purl";
import { detailText } from "../component-details";
import { knownPurl } from "../identity-cache";
import { isObject } from "../json";
import type { ComponentDetails, FileTraits, PackageIdentity, SourcePackage } from "../model";
import { fullVersion, sourceOfFile } from "../source-package";

/** Source package fields by what generators call them, without their prefix. */
type SourceField = "name" | "version" | "release" | "epoch" | "origin" | "rpmFile" | "binaryEpoch";
type SourceFields = Partial<Record<SourceField, string>>;

/** Trivy (`aquasecurity:trivy:`, which cdxgen copies) and syft (`syft:metadata:`, which grype and others copy). */
const sourceFields = new Map<string, SourceField>([
  ["trivy:SrcName", "name"],
  ["trivy:SrcVersion", "version"],
  ["trivy:SrcRelease", "release"],
  ["trivy:SrcEpoch", "epoch"],
  ["metadata:source", "name"],
  ["metadata:sourceVersion", "version"],
  ["metadata:originPackage", "origin"],
  ["metadata:sourceRpm", "rpmFile"],
  ["metadata:epoch", "binaryEpoch"],
]);

const truths = new Map<string, boolean>([
  ["true", true],
  ["executable", true],
  ["archive", true],
  ["structured", true],
  ["false", false],
  ["non-executable", false],
  ["no archive", false],
  ["unstructured", false],
]);

const traits = new Map<string, keyof FileTraits>([
  ["bsi:component:executable", "executable"],
  ["bsi:component:archive", "archive"],
  ["bsi:component:structured", "structured"],
]);

/** Single values by property: BSI TR-03183-2's file name, and where cdxgen found the archive in a lock file. */
const texts = new Map<string, "fileName" | "downloadUrl">([
  ["bsi:component:filename", "fileName"],
  ["ResolvedUrl", "downloadUrl"],
]);

/** Adds what generators say in `properties`: CPEs, the source package, duplicates and what BSI asks for. */
export function addProperties(details: ComponentDetails, value: unknown, identity: PackageIdentity): void {
  if (!Array.isArray(value)) return;
  let source: SourceFields | null = null;
  for (const property of value) {
    if (!isObject(property) || typeof property.name !== "string" || typeof property.value !== "string" || property.value === "") continue;
    const { name, value: text } = property;
    const sourceField = sourceFields.get(name.slice(name.indexOf(":") + 1));
    const trait = traits.get(name);
    const field = texts.get(name);
    if (sourceField !== undefined) {
      source ??= {};
      source[sourceField] ??= text;
    } else if (trait !== undefined) details.traits[trait] ??= truths.get(text.toLowerCase()) ?? null;
    else if (field !== undefined) details[field] ??= detailText(text);
    else if (name === duplicateProperty) details.duplicateOf ??= canonical(text);
    else if (name.endsWith(":cpe23") || name.endsWith(":cpe22")) addCpe(details, text);
  }
  if (source !== null) addSource(details, source, identity.version || null);
}

function addSource(details: ComponentDetails, source: SourceFields, version: string | null): void {
  const { binaryEpoch } = source;
  if (binaryEpoch !== undefined && /^[1-9]\d{0,8}$/.test(binaryEpoch)) details.epoch ??= Number(binaryEpoch);
  details.sourcePackage ??= sourceOfFields(source, version);
}

/** The source package that properties name, for readers that need nothing else of them; or null. */
export function sourceOfProperties(value: unknown, identity: PackageIdentity): SourcePackage | null {
  if (!Array.isArray(value)) return null;
  let source: SourceFields | null = null;
  for (const property of value) {
    if (!isObject(property) || typeof property.name !== "string" || typeof property.value !== "string" || property.value === "") continue;
    const field = sourceFields.get(property.name.slice(property.name.indexOf(":") + 1));
    if (field === undefined) continue;
    source ??= {};
    source[field] ??= property.value;
  }
  return source === null ? null : sourceOfFields(source, identity.version || null);
}

/** dpkg names a source's version only where it differs from the binary's; apk packages share their origin's. */
function sourceOfFields(fields: SourceFields, version: string | null): SourcePackage | null {
  const { name, origin, rpmFile, epoch, release, version: stated } = fields;
  const named = detailText(name);
  if (named !== null) return { name: named, version: fullVersion(epoch ?? null, detailText(stated), release ?? null) ?? version };
  if (rpmFile !== undefined) return sourceOfFile(rpmFile, version);
  const shared = detailText(origin);
  return shared === null ? null : { name: shared, version };
}

const duplicateProperty = "amazon:inspector:sbom_generator:duplicate_purl";

function canonical(purl: string): string | null {
  const known = knownPurl(purl, "");
  return known === null ? null : canonicalPurl(purl, known.component, known.repaired).text;
}

/** Adds a text that is a CPE name; others are no identifiers. */
export function addCpe(details: ComponentDetails, value: unknown): void {
  if (typeof value === "string" && value.startsWith("cpe:")) details.cpes.push(value.trim());
}
