import { isObject, type JsonObject, textOf } from "@/lib/sbom/json";
import type { VexFaults } from "./faults";
import { tooManyInVex } from "./limits";
import { isContainerPurl, type NamedThing } from "./parts";
import { objectsOf } from "./statement-parts";

const componentsMax = 500_000;
const depthMax = 20;

/** A component of a CycloneDX document: what it is, and the product that it is in, the document's own where it stands in no other. */
export type ReferredComponent = { thing: NamedThing; pointer: string; product: ReferredComponent | null; isProduct: boolean };

/** Components that are products; everything else is a package. */
const productTypes: ReadonlySet<unknown> = new Set(["application", "container", "device", "firmware", "operating-system", "platform"]);

/** The components of a document by their references, and what the document is about, or null. */
export function componentsByRef(
  document: JsonObject,
  at: string,
  faults: VexFaults,
): { byRef: Map<string, ReferredComponent>; root: ReferredComponent | null } {
  const byRef = new Map<string, ReferredComponent>();
  const put = (component: JsonObject, made: ReferredComponent) => {
    const ref = textOf(component["bom-ref"]);
    if (ref !== null && !byRef.has(ref)) byRef.set(ref, made);
  };
  const main = isObject(document.metadata) && isObject(document.metadata.component) ? document.metadata.component : null;
  const pointer = `${at}/metadata/component`;
  const root = main === null ? null : { thing: thingOf(main, serialOf(document)), pointer, product: null, isProduct: true };
  if (main !== null && root !== null) put(main, root);

  type Level = { list: unknown; pointer: string; product: ReferredComponent | null; depth: number };
  const open: Level[] = [
    { list: main?.components, pointer: `${pointer}/components`, product: root, depth: 1 },
    { list: document.components, pointer: `${at}/components`, product: root, depth: 1 },
  ];
  for (let level = open.pop(), seen = 0; level !== undefined; level = open.pop()) {
    const { product, depth } = level;
    for (const [component, place] of objectsOf(level.list, faults, level.pointer)) {
      seen += 1;
      if (seen > componentsMax) throw tooManyInVex("components", componentsMax, place);
      const thing = thingOf(component, null);
      const isProduct = productTypes.has(component.type) && (thing.purl === null || isContainerPurl(thing.purl) || component.components !== undefined);
      const made = { thing, pointer: place, product, isProduct };
      put(component, made);
      if (component.components === undefined) continue;
      if (depth === depthMax) faults.add("nested_too_deep", () => `${place}/components`);
      else open.push({ list: component.components, pointer: `${place}/components`, product: isProduct ? made : product, depth: depth + 1 });
    }
  }
  return { byRef, root };
}

function thingOf(component: JsonObject, serial: string | null): NamedThing {
  const [name, group, version] = [textOf(component.name) ?? "", textOf(component.group), textOf(component.version)];
  const hashes = Array.isArray(component.hashes) ? component.hashes : [];
  const sha256 = hashes.flatMap((hash) => (isObject(hash) && hash.alg === "SHA-256" && typeof hash.content === "string" ? [hash.content] : []));
  const text = group === null ? name : `${group}/${name}`;
  return {
    text: text === "" ? (textOf(component.purl) ?? "") : text,
    purl: textOf(component.purl),
    hashes: sha256,
    serial,
    range: textOf(component.purl)?.includes("@") ? null : version,
  };
}

/** The UUID of the document's serial number, in lower case, or null. */
export function serialOf(document: JsonObject): string | null {
  const [, uuid] = /^urn:uuid:([0-9a-f-]{36})$/i.exec(textOf(document.serialNumber) ?? "") ?? [];
  return uuid?.toLowerCase() ?? null;
}

/** What a BOM-Link (`urn:cdx:<serial>/<version>#<bom-ref>`) points to in another document, or null. The reference is read only where it is a purl. */
export function linkedThing(ref: string): { product: NamedThing; purl: string | null } | null {
  const [, serial, fragment = ""] = /^urn:cdx:([0-9a-f-]{36})\/\d+(?:#(.*))?$/i.exec(ref) ?? [];
  if (serial === undefined) return null;
  const decoded = decodedText(fragment);
  return { product: { text: ref.split("#", 1)[0] ?? ref, purl: null, serial: serial.toLowerCase() }, purl: decoded.startsWith("pkg:") ? decoded : null };
}

function decodedText(text: string): string {
  try {
    // A purl is encoded by itself; as part of a link it may be once more.
    return text.startsWith("pkg:") ? text : decodeURIComponent(text);
  } catch {
    return text;
  }
}
