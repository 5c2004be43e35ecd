import { canonicalPurl } from "@/lib/purl";
import { detailText, newDetails } from "../component-details";
import { type KnownIdentity, knownPurl } from "../identity-cache";
import { isObject, type JsonObject } from "../json";
import { type ComponentDetails, type ComponentHash, type ComponentType, componentTypes, type PackageIdentity, type SourcePackage } from "../model";
import { addDistroDetails, addQualifiers, isDistroPackage } from "../purl-details";
import { sourceOfPurl } from "../source-of-purl";
import type { WarningSink } from "../warnings";
import { addExternalReferences } from "./external-references";
import { identifiersOf } from "./identifiers";
import { addLicences } from "./licences";
import { partiesWithRole, partyContacts, partyName, partyNames } from "./parties";
import { addCpe, addProperties, sourceOfProperties } from "./properties";

const knownTypes: ReadonlySet<unknown> = new Set(componentTypes);

/** One component as the document holds it, with what was already read of it. */
export type ReadComponent = {
  component: JsonObject;
  known: KnownIdentity;
  hashes: readonly ComponentHash[];
  /** The component that holds this one, if any. */
  container: PackageIdentity | null;
  /** Whether a tool of Amazon Inspector wrote the document. */
  byInspector: boolean;
  /** JSON pointer of the component. */
  pointer: () => string;
  sink: WarningSink;
};

/** What a CycloneDX component says beyond its identity. */
export function readDetails({ component, known, hashes, container, byInspector, pointer, sink }: ReadComponent): ComponentDetails {
  const details = newDetails(typeOf(component.type), detailText(component.name) ?? known.component.name, detailText(component.group));
  const purl = addIdentifiers(details, component, known);
  for (const hash of hashes) details.hashes.push(hash);
  addParties(details, component);
  addLicences(details.licences, component.licenses, false);
  details.description = detailText(component.description);
  details.copyright = detailText(component.copyright);
  details.isExternal = component.isExternal === true;
  addExternalReferences(details, component.externalReferences, pointer, sink);
  addEvidence(details, component.evidence);
  addProperties(details, component.properties, known.component);
  addQualifiers(details, purl);
  details.sourcePackage ??= sourceAbove(component, known.component, container, byInspector);
  addDistroDetails(details, known.component, purl);
  return details;
}

function typeOf(type: unknown): ComponentType {
  if (knownTypes.has(type)) return type as ComponentType;
  return type === undefined || type === null ? "library" : "other";
}

/** Purls and CPEs, the identity's purl first; returns that one. */
function addIdentifiers(details: ComponentDetails, component: JsonObject, known: KnownIdentity) {
  const { purls, cpes } = identifiersOf(component);
  let identity: ReturnType<typeof canonicalPurl> | null = null;
  for (const raw of purls) {
    const each = identity === null && known.identified ? known : knownPurl(raw, "");
    if (each === null) continue;
    const canonical = canonicalPurl(raw, each.component, each.repaired);
    identity ??= canonical;
    details.purls.push(canonical.text);
  }
  for (const cpe of cpes) addCpe(details, cpe);
  return identity;
}

function addParties(details: ComponentDetails, component: JsonObject): void {
  const { supplier, manufacturer, authors, author, publisher } = component;
  const suppliers = partiesWithRole(component, "supplier");
  const makers = partiesWithRole(component, "manufacturer", "author");
  details.supplier = partyName(supplier) ?? partyNames(suppliers);
  details.author = partyName(manufacturer) ?? partyNames(authors) ?? detailText(author) ?? detailText(publisher) ?? partyNames(makers);
  for (const party of [supplier, manufacturer, authors, suppliers, makers]) {
    if (party !== undefined) for (const contact of partyContacts(party)) details.contacts.push(contact);
  }
}

function addEvidence(details: ComponentDetails, evidence: unknown): void {
  if (!isObject(evidence)) return;
  if (evidence.licenses !== undefined) addLicences(details.licences, evidence.licenses, true);
  if (details.copyright === null && Array.isArray(evidence.copyright)) {
    const texts = evidence.copyright.map((entry: unknown) => detailText(isObject(entry) ? entry.text : entry)).filter((text) => text !== null);
    details.copyright = texts.join("\n") || null;
  }
}

/** The source package of a distro component, as its details have it. */
export function readSource(component: JsonObject, known: KnownIdentity, container: PackageIdentity | null, byInspector: boolean): SourcePackage | null {
  const identity = known.component;
  return sourceOfProperties(component.properties, identity) ?? sourceAbove(component, identity, container, byInspector) ?? sourceOfPurl(known);
}

/** Amazon's sbomgen nests the binaries of a Debian source package in a component that stands for the source; Inspector's scanner keeps that. */
function sourceAbove({ properties }: JsonObject, identity: PackageIdentity, container: PackageIdentity | null, byInspector: boolean): SourcePackage | null {
  if (container === null || identity.ecosystem !== container.ecosystem || !isDistroPackage(identity)) return null;
  if (!byInspector && !(Array.isArray(properties) && properties.some(isOfSbomgen))) return null;
  return { name: container.name.slice(container.name.lastIndexOf("/") + 1), version: container.version || null };
}

function isOfSbomgen(property: unknown): boolean {
  return isObject(property) && property.name === "amazon:inspector:sbom_generator:source_package_collector";
}
