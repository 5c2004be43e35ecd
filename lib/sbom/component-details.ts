import type { ComponentDetails, ComponentHash, ComponentType } from "./model";
import { cleanText } from "./text";

/** Details of which nothing is known yet but type and name. Lists are its own: readers push to them. */
export function newDetails(type: ComponentType, name: string, group: string | null): ComponentDetails {
  return {
    type,
    name,
    group,
    purls: [],
    cpes: [],
    supplier: null,
    author: null,
    contacts: [],
    licences: { declared: [], concluded: [], observed: [] },
    copyright: null,
    description: null,
    hashes: [],
    distributionHashes: [],
    sourcePackage: null,
    distro: null,
    epoch: null,
    duplicateOf: null,
    fileName: null,
    traits: { executable: null, archive: null, structured: null },
    isExternal: false,
    downloadUrl: null,
    homepageUrl: null,
    repositoryUrl: null,
  };
}

/** A text of details without what cannot be stored or written as XML, trimmed; null when nothing is left. */
export function detailText(value: unknown): string | null {
  if (typeof value !== "string" || value === "") return null;
  return cleanText(value).trim() || null;
}

/** Adds what a duplicate says: lists are united, of single values the first stays. */
export function mergeDetails(first: ComponentDetails, more: ComponentDetails): void {
  addAll(first.purls, more.purls);
  addAll(first.cpes, more.cpes);
  addAll(first.contacts, more.contacts);
  addAll(first.licences.declared, more.licences.declared);
  addAll(first.licences.concluded, more.licences.concluded);
  addAll(first.licences.observed, more.licences.observed);
  addAll(first.hashes, more.hashes);
  addAll(first.distributionHashes, more.distributionHashes);
  first.group ??= more.group;
  first.supplier ??= more.supplier;
  first.author ??= more.author;
  first.copyright ??= more.copyright;
  first.description ??= more.description;
  first.sourcePackage ??= more.sourcePackage;
  first.distro ??= more.distro;
  first.epoch ??= more.epoch;
  first.duplicateOf ??= more.duplicateOf;
  first.fileName ??= more.fileName;
  first.traits.executable ??= more.traits.executable;
  first.traits.archive ??= more.traits.archive;
  first.traits.structured ??= more.traits.structured;
  // What one entry says is contained is contained.
  first.isExternal &&= more.isExternal;
  first.downloadUrl ??= more.downloadUrl;
  first.homepageUrl ??= more.homepageUrl;
  first.repositoryUrl ??= more.repositoryUrl;
}

/** Brings the lists into their final order, without duplicates. */
export function settleDetails(details: ComponentDetails): ComponentDetails {
  const { licences } = details;
  const [first, ...others] = details.purls;
  if (others.length > 0) details.purls = [first as string, ...sortedUnique(others).filter((purl) => purl !== first)];
  details.cpes = sortedUnique(details.cpes);
  details.contacts = sortedUnique(details.contacts);
  licences.declared = sortedUnique(licences.declared);
  licences.concluded = sortedUnique(licences.concluded);
  licences.observed = sortedUnique(licences.observed);
  details.hashes = sortedHashes(details.hashes);
  details.distributionHashes = sortedHashes(details.distributionHashes);
  return details;
}

function sortedUnique(values: string[]): string[] {
  return values.length < 2 ? values : [...new Set(values)].sort();
}

function sortedHashes(hashes: ComponentHash[]): ComponentHash[] {
  if (hashes.length < 2) return hashes;
  const byText = new Map(hashes.map((hash) => [`${hash.algorithm} ${hash.value}`, hash]));
  return [...byText].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, hash]) => hash);
}

/** Spreading a list into `push` would overflow the stack for hostile lengths. */
function addAll<T>(to: T[], from: readonly T[]): void {
  for (const value of from) to.push(value);
}
