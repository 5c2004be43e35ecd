import { detailText, settleDetails } from "../component-details";
import { cyclonedxHash, readHashes } from "../hashes";
import { isObject, type JsonObject } from "../json";
import type { Bom, BomOrigin } from "../model";
import type { WarningSink } from "../warnings";
import { readDetails } from "./details";
import { identityOf } from "./head";
import { purlOfComponent } from "./identifiers";
import { addLicences } from "./licences";
import { partiesWithRole, partyContacts, partyName, partyNames } from "./parties";

/** What the head says of the document's making, and of its subject beyond name, version and purl. */
export function readMaking(document: JsonObject, at: string, sink: WarningSink): Pick<Bom, "rootDetails" | "origin"> {
  const metadata = isObject(document.metadata) ? document.metadata : {};
  const rootDetails = isObject(metadata.component) ? readSubjectDetails(metadata.component, `${at}/metadata/component`, sink) : null;
  return { rootDetails, origin: readOrigin(metadata) };
}

function readSubjectDetails(component: JsonObject, at: string, sink: WarningSink): Bom["rootDetails"] {
  const purl = purlOfComponent(component);
  const known = identityOf(component, typeof purl === "string" ? purl : "");
  const pointer = () => at;
  const hashes = readHashes(component.hashes, cyclonedxHash, sink, () => `${at}/hashes`);
  return settleDetails(readDetails({ component, known, hashes, container: null, byInspector: false, pointer, sink }));
}

function readOrigin(metadata: JsonObject): BomOrigin {
  const { authors, manufacturer, manufacture, tools, lifecycles, supplier } = metadata;
  const makers: unknown[] = [authors, manufacturer, manufacture, ...partiesWithRole(metadata, "author", "manufacturer")].flat();
  const licences = { declared: [], concluded: [], observed: [] };
  addLicences(licences, metadata.licenses, false);
  return {
    authors: makers.filter(isObject).map((maker) => ({ name: partyName(maker), contact: partyContacts(maker)[0] ?? null })),
    supplier: partyName(supplier) ?? partyNames(partiesWithRole(metadata, "supplier")),
    tools: toolNames(tools),
    lifecycles: namesOf(lifecycles, (entry) => detailText(entry.phase) ?? detailText(entry.name)),
    licences: [...licences.declared, ...licences.concluded],
    licenceNames: [],
  };
}

function toolNames(tools: unknown): string[] {
  const lists = isObject(tools) ? [tools.components, tools.services] : [tools];
  return lists.flatMap((list) =>
    namesOf(list, (tool) => {
      const name = detailText(tool.name);
      const version = detailText(tool.version);
      return name === null || version === null ? name : `${name} ${version}`;
    }),
  );
}

function namesOf(list: unknown, read: (entry: JsonObject) => string | null): string[] {
  if (!Array.isArray(list)) return [];
  return list.map((entry: unknown) => (isObject(entry) ? read(entry) : null)).filter((name) => name !== null);
}
