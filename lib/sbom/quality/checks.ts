import type { ComponentDetails, ComponentHash } from "../model";
import type { DocumentVerdict, Facts, JudgedComponent } from "./model";

// What several profiles ask, each once.

export const hasName = ({ details }: JudgedComponent) => details.name !== "";
export const hasVersion = ({ version }: JudgedComponent) => version !== "";
export const hasIdentifier = ({ details }: JudgedComponent) => details.purls.length > 0 || details.cpes.length > 0;
export const hasHash = ({ details }: JudgedComponent) => details.hashes.length > 0 || details.distributionHashes.length > 0;
export const hasSha512 = (hashes: readonly ComponentHash[]) => hashes.some(({ algorithm }) => algorithm === "SHA-512");

/** Who supplied it or, where nobody else did, who made it. */
export const hasMaker = ({ details }: JudgedComponent) => details.supplier !== null || details.author !== null;
/** An e-mail address or a URL of whoever made or supplied it. */
export const hasMakersContact = ({ details }: JudgedComponent) => details.contacts.length > 0;

/** `NONE` is a statement; `NOASSERTION` says that nobody looked. */
export const isStated = (licences: readonly string[]) => licences.some((licence) => licence !== "NOASSERTION");
export const hasLicence = ({ details: { licences } }: JudgedComponent) => [licences.declared, licences.concluded, licences.observed].some(isStated);

/** Somebody depends on it, or it depends on something; the subject does so when anything is said to be its own. */
export function isInRelationship({ index }: JudgedComponent, { bom, isRelated }: Facts): boolean {
  return index === null ? bom.graph.direct.length > 0 && !bom.graph.directAssumed : isRelated[index] === 1;
}

export function authorOfSbom({ origin: { authors } }: Facts): DocumentVerdict {
  const names = authors.map(({ name, contact }) => name ?? contact).filter((name) => name !== null);
  return { isMet: names.length > 0, found: listed(names) };
}

export function toolName({ origin: { tools } }: Facts): DocumentVerdict {
  return { isMet: tools.length > 0, found: listed(tools) };
}

export function generationContext({ origin: { lifecycles } }: Facts): DocumentVerdict {
  return { isMet: lifecycles.length > 0, found: listed(lifecycles) };
}

/** When it was written is not told here: documents that differ in nothing else share a result. */
export function timestamp({ bom }: Facts): DocumentVerdict {
  return { isMet: bom.createdAt !== null, found: null };
}

export function formatOfDocument({ bom }: Facts): string {
  return `${bom.format} ${bom.specVersion}`;
}

export const traitOf = (name: keyof ComponentDetails["traits"]) => (component: JudgedComponent) => component.details.traits[name] !== null;

const namesMax = 3;
const textMax = 200;

function listed(names: readonly string[]): string | null {
  if (names.length === 0) return null;
  const more = names.length > namesMax ? ` and ${names.length - namesMax} more` : "";
  return `${names.slice(0, namesMax).join(", ").slice(0, textMax)}${more}`;
}
