import { Enums, Models, type Spec, Types } from "@cyclonedx/cyclonedx-library";
import type { Component, ComponentDetails, ComponentScope, ComponentType } from "../../model";
import type { NotePair } from "../../notes";
import { purlsOf, shownName } from "../draft";
import { isUrl } from "../urls";
import { observedLicences, statedLicences } from "./licences";
import { versionText } from "./version-text";

/** What the target version can say. */
export type Target = { hasAcknowledgement: boolean; supportsType: (type: Enums.ComponentType) => boolean };

export function targetOf(spec: Spec.Version): Target {
  const { Platform, DeviceDriver, MachineLearningModel, Data, CryptographicAsset } = Enums.ComponentType;
  const since = new Map<Enums.ComponentType, string>([
    [Platform, "1.5"],
    [DeviceDriver, "1.5"],
    [MachineLearningModel, "1.5"],
    [Data, "1.5"],
    [CryptographicAsset, "1.6"],
  ]);
  return { hasAcknowledgement: spec >= "1.6", supportsType: (type) => (since.get(type) ?? "1.0") <= spec };
}

const scopes: Record<ComponentScope, Enums.ComponentScope | undefined> = {
  // Absent means required.
  runtime: undefined,
  optional: Enums.ComponentScope.Optional,
  dev: Enums.ComponentScope.Excluded,
  test: Enums.ComponentScope.Excluded,
  build: Enums.ComponentScope.Excluded,
};

const cyclonedxTypes = new Map<ComponentType, Enums.ComponentType>(Object.values(Enums.ComponentType).map((type) => [type, type]));

type ComponentInput = { component: Component; details: ComponentDetails; ref: string; notes: readonly NotePair[]; target: Target };

/** A component without its dependencies. */
export function writeComponent({ component, details, ref, notes, target }: ComponentInput): Models.Component {
  const isIdentified = component.ecosystem !== "unidentified";
  const { observed } = details.licences;
  return new Models.Component(typeIn(target, details.type), isIdentified ? shownName(component, details) : nameWithoutGroup(component, details), {
    bomRef: ref,
    group: details.group ?? undefined,
    version: versionText(component.version),
    purl: purlsOf(component, details)[0],
    cpe: details.cpes.find(Types.isCPE),
    author: details.author ?? undefined,
    supplier: details.supplier === null ? undefined : new Models.OrganizationalEntity({ name: details.supplier }),
    description: details.description ?? undefined,
    copyright: details.copyright ?? undefined,
    scope: scopes[component.scope],
    hashes: hashesOf(component, details),
    licenses: statedLicences(details.licences, target.hasAcknowledgement),
    evidence: observed.length === 0 ? undefined : new Models.ComponentEvidence({ licenses: observedLicences(observed) }),
    externalReferences: referencesOf(details),
    properties: toProperties(notes),
  });
}

export function toProperties(pairs: readonly NotePair[]): Models.PropertyRepository {
  return new Models.PropertyRepository(pairs.map(({ name, value }) => new Models.Property(name, value)));
}

/** The identity of a component without a purl is `group/name`: both parts must lead back to it. */
function nameWithoutGroup(component: Component, { group }: ComponentDetails): string {
  return group !== null && component.name.startsWith(`${group}/`) ? component.name.slice(group.length + 1) : component.name;
}

function typeIn(target: Target, type: ComponentType): Enums.ComponentType {
  const known = cyclonedxTypes.get(type);
  if (known !== undefined && target.supportsType(known)) return known;
  return type === "service" || type === "install" || type === "platform" ? Enums.ComponentType.Application : Enums.ComponentType.Library;
}

/** One hash per algorithm, all that the library's models hold: of several the first, for SHA-256 of those that stand for the component. */
function hashesOf({ sha256 }: Component, { hashes }: ComponentDetails): Models.HashDictionary {
  const dictionary = new Models.HashDictionary();
  if (sha256 !== null) dictionary.set(Enums.HashAlgorithm["SHA-256"], sha256.split(" ")[0] as string);
  for (const { algorithm, value } of hashes) {
    const known = algorithm as Enums.HashAlgorithm;
    if (!dictionary.has(known)) dictionary.set(known, value);
  }
  return dictionary;
}

function referencesOf({ downloadUrl, homepageUrl, repositoryUrl }: ComponentDetails): Models.ExternalReferenceRepository {
  const { Distribution, Website, VCS } = Enums.ExternalReferenceType;
  const references = new Models.ExternalReferenceRepository();
  const add = (url: string | null, type: Enums.ExternalReferenceType) => {
    if (url !== null && isUrl(url)) references.add(new Models.ExternalReference(url, type));
  };
  add(downloadUrl, Distribution);
  add(homepageUrl, Website);
  add(repositoryUrl, VCS);
  return references;
}
