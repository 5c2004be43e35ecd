import { type BomHead, headText, headTimestamp } from "../bom-head";
import { completeIdentity } from "../complete-identity";
import { type KnownIdentity, knownPurl, unidentified } from "../identity-cache";
import { isObject, type JsonObject, textOf } from "../json";
import type { Bom } from "../model";
import { readSpecVersion } from "../spec-version";
import type { WarningSink } from "../warnings";
import { purlOfComponent } from "./identifiers";

/** The head of a CycloneDX document: what it says before and beside its components. */
export type CyclonedxHead = BomHead & {
  root: Bom["root"];
  /** `bom-ref` of the subject. */
  rootRef: string | null;
  /** Identity key of the subject when it has a usable purl. */
  rootKey: string | null;
  /** Components nested in the subject, as the document holds them. */
  rootComponents: unknown;
};

/** Reads `metadata` and the document's own fields. `at` is the JSON pointer of the document inside the upload. */
export function readCyclonedxHead(document: JsonObject, at: string, sink: WarningSink): CyclonedxHead {
  if (document.bomFormat !== "CycloneDX") sink.add("bom_format_unusual", () => `${at}/bomFormat`);
  const specVersion = readSpecVersion("cyclonedx", document.specVersion, `${at}/specVersion`, sink);
  const serialNumber = headText(document.serialNumber, () => `${at}/serialNumber`, sink);
  const metadata = isObject(document.metadata) ? document.metadata : {};
  if (document.metadata !== undefined && !isObject(document.metadata)) sink.add("not_an_object", () => `${at}/metadata`);
  return {
    specVersion,
    serialNumber,
    generator: readGenerator(metadata.tools, `${at}/metadata/tools`, sink),
    createdAt: headTimestamp(metadata.timestamp, () => `${at}/metadata/timestamp`, sink),
    ...readSubject(metadata.component, `${at}/metadata/component`, sink),
  };
}

function readSubject(value: unknown, at: string, sink: WarningSink) {
  if (!isObject(value)) {
    if (value !== undefined && value !== null) sink.add("not_an_object", () => at);
    return { root: null, rootRef: null, rootKey: null, rootComponents: undefined };
  }
  const name = headText(value.name, () => `${at}/name`, sink) ?? "";
  const group = headText(value.group, () => `${at}/group`, sink);
  const version = headText(value.version, () => `${at}/version`, sink);
  const purl = headText(purlOfComponent(value), () => `${at}/purl`, sink);
  const known = identityOf(value, purl ?? "");
  return {
    root: { name: group === null ? name : `${group}/${name}`, version, purl },
    rootRef: textOf(value["bom-ref"]),
    rootKey: known.identified ? known.component.key : null,
    rootComponents: value.components,
  };
}

/** What the subject is, by its purl where that can be read. */
export function identityOf(component: JsonObject, purl: string): KnownIdentity {
  const version = textOf(component.version) ?? "";
  const known = purl === "" ? null : knownPurl(purl, version);
  if (known === null) return unidentified(textOf(component.name) ?? "", version);
  return completeIdentity(known, { group: component.group, name: component.name, version, os: null });
}

/** Name and version of the tool that made the document; package managers that only supplied data come last. */
function readGenerator(tools: unknown, at: string, sink: WarningSink): string | null {
  const place = () => at;
  const lists = Array.isArray(tools) ? [tools] : isObject(tools) ? [tools.components, tools.services] : [];
  let fallback: string | null = null;
  for (const list of lists) {
    if (!Array.isArray(list)) continue;
    for (const tool of list.slice(0, 20)) {
      if (!isObject(tool)) continue;
      const name = headText(tool.name, place, sink);
      if (name === null) continue;
      const version = headText(tool.version, place, sink);
      const generator = version === null ? name : `${name} ${version}`;
      if (name !== "npm") return generator;
      fallback ??= generator;
    }
  }
  return fallback;
}
