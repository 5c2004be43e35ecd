import { canonicalPurl, type IdentifiedPurl, identifyPurl } from "@/lib/purl";
import { isRangeVersion } from "@/lib/versions";
import type { Component, ComponentScope, PackageIdentity } from "./model";
import type { ComponentNotes } from "./notes";
import { isDistroPackage } from "./purl-details";
import { mayNameSource } from "./source-package";
import { cleanText, exceedsBytes, nameBytesMax, versionBytesMax } from "./text";

/** What a purl (or a bare name) turned out to be. Shared between documents: never change one. */
export type KnownIdentity = {
  /** With the scope and the SHA-256 it was last seen with; reused while those are the same. */
  component: Component;
  identified: boolean;
  repaired: boolean;
  cleaned: boolean;
  rangeLike: boolean;
  /** Of a distro package's purl, where one of them may name its source package. */
  qualifiers: Readonly<Record<string, string>> | null;
  refused: "name_too_long" | "version_too_long" | null;
};

let entriesPerGenerationMax = 30_000;
const purlLengthMax = 1_000;

// Two generations: when the young one is full it becomes the old one, and what is used again is carried over.
let young = new Map<string, KnownIdentity | null>();
let old = new Map<string, KnownIdentity | null>();

/** Remembers fewer identities from here on: for a thread that reads one document, in which hardly a purl comes again. */
export function rememberIdentities(perGenerationMax: number): void {
  entriesPerGenerationMax = perGenerationMax;
}

/**
 * The identity of a purl, remembered by its raw text, since CI sends the same purls for ever. `version` is the
 * component's own and is used when the purl has none. Null when the purl cannot be read.
 */
export function knownPurl(purl: string, version: string): KnownIdentity | null {
  const known = lookUp(purl, purl);
  if (known === null || version === "" || known.component.version !== "") return known;
  return lookUp(`${purl}\n${version}`, withVersion(purl, version)) ?? known;
}

/** The identity of a component without a usable purl. */
export function unidentified(name: string, version: string): KnownIdentity {
  return toKnown({ ecosystem: "unidentified", name, version, release: "" }, false, false);
}

/** The identity of a component whose purl left something out that stands beside it. */
export function completed(known: KnownIdentity, identity: PackageIdentity, repaired: boolean): KnownIdentity {
  return toKnown(identity, true, known.repaired || repaired, known.qualifiers);
}

/** An identity that was read before, as it is. */
export function statedIdentity({ ecosystem, name, version, release }: PackageIdentity): KnownIdentity {
  return toKnown({ ecosystem, name, version, release }, ecosystem !== "unidentified", false);
}

/**
 * The identity that a note gives in place of the one that was read: it puts a text right that the format changed, and cannot turn a
 * package into one of another ecosystem.
 */
export function notedIdentity(known: KnownIdentity, notes: ComponentNotes | null): KnownIdentity {
  const identity = notes?.identity;
  return identity === undefined || identity.ecosystem !== known.component.ecosystem ? known : toKnown(identity, known.identified, false, known.qualifiers);
}

/** The component with this scope and SHA-256, the remembered object where it fits. */
export function componentOf(known: KnownIdentity, scope: ComponentScope, sha256: string | null): Component {
  const last = known.component;
  if (last.scope === scope && last.sha256 === sha256) return last;
  const component = Object.freeze({ ...last, scope, sha256 });
  known.component = component;
  return component;
}

function lookUp(cacheKey: string, purl: string): KnownIdentity | null {
  let known = young.get(cacheKey);
  if (known !== undefined) return known;
  known = old.get(cacheKey);
  if (known === undefined) {
    const found = identifyPurl(purl);
    known = found === null ? null : toKnown(found.identity, true, found.repairs.length > 0, sourceQualifiers(purl, found));
  }
  if (cacheKey.length <= purlLengthMax) {
    if (young.size >= entriesPerGenerationMax) {
      old = young;
      young = new Map();
    }
    young.set(cacheKey, known);
  }
  return known;
}

function sourceQualifiers(purl: string, { identity, repairs }: IdentifiedPurl): KnownIdentity["qualifiers"] {
  return isDistroPackage(identity) && mayNameSource(purl) ? canonicalPurl(purl, identity, repairs.length > 0).qualifiers : null;
}

function toKnown(identity: PackageIdentity, identified: boolean, repaired: boolean, qualifiers: KnownIdentity["qualifiers"] = null): KnownIdentity {
  const name = cleanText(identity.name);
  const version = cleanText(identity.version);
  const release = cleanText(identity.release);
  const cleaned = name !== identity.name || version !== identity.version || release !== identity.release;
  let refused: KnownIdentity["refused"] = null;
  if (exceedsBytes(name, nameBytesMax)) refused = "name_too_long";
  else if (exceedsBytes(version, versionBytesMax) || exceedsBytes(release, versionBytesMax)) refused = "version_too_long";
  const key = `${identity.ecosystem}\0${name}\0${version}\0${release}`;
  const component: Component = { ecosystem: identity.ecosystem, name, version, release, key, scope: "runtime", sha256: null };
  return { component: Object.freeze(component), identified, repaired, cleaned, rangeLike: isRangeVersion(version), qualifiers, refused };
}

function withVersion(purl: string, version: string): string {
  const end = purl.search(/[?#]/);
  const cut = end === -1 ? purl.length : end;
  const base = purl.slice(0, cut).replace(/@$/, "");
  return `${base}@${encodeURIComponent(cleanText(version))}${purl.slice(cut)}`;
}
