import { detailText } from "../component-details";
import { isObject, type JsonObject } from "../json";
import type { BomOrigin } from "../model";
import { readAgent } from "./agents";

/** What the head says of the document's making. */
export function readSpdxOrigin(document: JsonObject): BomOrigin {
  const creation = isObject(document.creationInfo) ? document.creationInfo : {};
  const creators = (Array.isArray(creation.creators) ? creation.creators : []).map(readAgent).filter((agent) => agent !== null);
  const licence = detailText(document.dataLicense);
  return {
    authors: creators.filter(({ kind }) => kind !== "tool").map(({ name, contact }) => ({ name, contact })),
    supplier: null,
    tools: creators.filter(({ kind }) => kind === "tool").map(({ name }) => name.replace(/-(v?\d[^-\s]*)$/, " $1")),
    lifecycles: [],
    licences: licence === null ? [] : [licence],
    licenceNames: readLicenceNames(document.hasExtractedLicensingInfos),
  };
}

/** Names of the licences that the document defines itself, sorted by id; of equal ids the first stays. */
function readLicenceNames(value: unknown): BomOrigin["licenceNames"] {
  const names = new Map<string, string>();
  for (const info of Array.isArray(value) ? value : []) {
    if (!isObject(info)) continue;
    const id = detailText(info.licenseId);
    const name = detailText(info.name);
    if (id !== null && name !== null && name !== "NOASSERTION" && !names.has(id)) names.set(id, name);
  }
  return [...names].sort(([a], [b]) => (a < b ? -1 : 1)).map(([id, name]) => ({ id, name }));
}
