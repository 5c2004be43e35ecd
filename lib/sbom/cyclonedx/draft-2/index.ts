import { isObject, type JsonObject } from "../../json";
import type { WarningSink } from "../../warnings";
import { componentsWithin } from "./components-within";

/** True for the draft of CycloneDX 2.0, which says `specFormat` where the versions before say `bomFormat`. */
export function isDraft2({ specFormat }: JsonObject): boolean {
  return typeof specFormat === "string" && specFormat.toLowerCase() === "cyclonedx";
}

/**
 * A document of the draft of CycloneDX 2.0 with `bomFormat` and with each party that is named by reference in its place;
 * any other document as it is. The rest of the draft is read where it differs: `identifiers`, `parties`, `scheme`.
 */
export function fromDraft2(document: JsonObject, at: string, sink: WarningSink): JsonObject {
  if (!isDraft2(document)) return document;
  const parties = new Map<string, JsonObject>();
  const holders: JsonObject[] = isObject(document.metadata) ? [document.metadata] : [];
  for (const { component, pointer } of componentsWithin(document)) {
    holders.push(component);
    if (component.type === "component-choice") sink.add("component_choice", () => at + pointer());
  }
  for (const holder of holders)
    for (const party of partiesOf(holder)) if (isObject(party) && typeof party["bom-ref"] === "string") parties.set(party["bom-ref"], party);
  // The parsed document is nobody else's: its lists of parties are completed in place.
  for (const holder of holders) {
    const list = partiesOf(holder);
    for (let i = 0; i < list.length; i += 1) {
      const ref = list[i];
      if (typeof ref === "string") list[i] = parties.get(ref) ?? ref;
    }
  }
  return { ...document, bomFormat: "CycloneDX" };
}

const partiesOf = ({ parties }: JsonObject): unknown[] => (Array.isArray(parties) ? parties : []);
