import { anywhere, isPackageName, type NamePlace, type Reading } from "../claim";
import { placeOfLabel, statedEcosystem } from "../ecosystem-words";
import { checkLines } from "../limits";
import type { Draft, Drafts } from "../read-blocks";
import { readLine } from "../read-blocks";
import { cleanCell, noFields, readRecord } from "../read-record";
import { refusalOfKind } from "../what-else";
import { isOsvRecord, readOsv } from "./read-osv";
import { fieldsOf, isListBeside, isRecord, isVersions, squeeze, versionsText } from "./record-fields";
import { itemsOf, type JsonMember, type JsonNode, textOf } from "./scan-json";

const metadata =
  /^(?:version|schemaversion|schema|lastupdated|updated|updatedat|lastmodified|modified|date|published|created|createdat|generated|generatedat|timestamp|description|summary|details|source|sources|references?|url|urls|link|links|title|campaign|author|authors|license|total|count|totalpackages|totalversions|notes?|comment|severity|status|tags|metadata|meta|stats|statistics|info)$/;

// With nothing in them they are no package without versions.
const containers =
  /^(?:packages?|modules?|indicators?|iocs?|data|items|results?|list|entries|vulnerabilities|advisories|affected|malicious|compromised|(?:dev)?dependencies|versions?)$/;

/** Reads lists of every shape that is met in JSON: lists of texts or records, names with versions, OSV records, and what holds these. */
export function readJson(roots: readonly JsonNode[]): Drafts {
  const walk = new JsonWalk();
  for (const root of roots) walk.visit(root, anywhere);
  return { drafts: walk.drafts, stated: walk.stated };
}

class JsonWalk {
  readonly drafts: Draft[] = [];
  stated: string | null = null;

  visit(node: JsonNode, place: NamePlace): void {
    switch (node.kind) {
      case "string":
        this.#entry(node.line, node.text, inPlace(readLine(node.text, true), place));
        return;
      case "scalar":
        this.#said(node.line, node.text);
        return;
      case "array":
        for (const item of node.items) this.visit(item, place);
        return;
      case "object":
        this.#object(node, place);
    }
  }

  #object(node: Extract<JsonNode, { kind: "object" }>, place: NamePlace): void {
    if (isOsvRecord(node)) this.drafts.push(...readOsv(node));
    else if (isRecord(node)) {
      this.#record(node, place);
      // What has a name, a version and lists may be a list with a version of its own: both are read.
      for (const member of node.members) if (isListBeside(member)) this.#member(member, place);
    } else for (const member of node.members) this.#member(member, place);
  }

  #record(node: JsonNode, place: NamePlace): void {
    const fields = fieldsOf(node);
    this.#entry(
      node.line,
      [fields.name || fields.purl || fields.advisory || fields.sha256, fields.versions].filter(Boolean).join(" "),
      readRecord(fields, place),
    );
  }

  #member({ key, line, value }: JsonMember, place: NamePlace): void {
    const kind = value.kind === "array" && value.items.every((item) => item.kind === "string") ? refusalOfKind(squeeze(key).replace(/s$/, "")) : null;
    if (kind !== null) {
      for (const item of itemsOf(value)) this.#entry(item.line, textOf(item), { kind: "refused", ...kind });
      return;
    }
    const label = placeOfLabel(key);
    if (label !== null && (value.kind === "array" || (value.kind === "object" && !isVersions(value)))) {
      this.visit(value, label);
      return;
    }
    if (metadata.test(squeeze(key)) && (value.kind === "string" || value.kind === "scalar" || squeeze(key) !== "packages")) {
      if (squeeze(key) === "ecosystem") this.stated ??= statedEcosystem(`ecosystem: ${textOf(value)}`);
      this.#said(line, `${key}: ${textOf(value)}`);
      return;
    }
    if (squeeze(key) === "ecosystem" || squeeze(key) === "registry") {
      this.stated ??= placeOfLabel(textOf(value))?.ecosystem ?? null;
      this.#said(line, `${key}: ${textOf(value)}`);
      return;
    }
    if (isPackageName(cleanCell(key)) && isVersions(value) && !(value.kind === "array" && value.items.length === 0 && containers.test(squeeze(key)))) {
      const versions = versionsText(value);
      this.#entry(line, `${key} ${versions}`, readRecord({ ...noFields, name: key, versions }, place));
    } else if (value.kind === "array" || value.kind === "object") this.visit(value, place);
    else if (value.kind === "string" && /[@/]/.test(key))
      this.#entry(line, `${key}: ${value.text}`, readRecord({ ...noFields, name: key, versions: value.text }, place));
    else this.#said(line, `${key}: ${textOf(value)}`);
  }

  #entry(line: number, text: string, reading: Reading): void {
    checkLines(this.drafts.length);
    this.drafts.push({ kind: "entry", line, text, reading, section: null });
  }

  /** What describes the list and is no entry of it. */
  #said(line: number, text: string): void {
    checkLines(this.drafts.length);
    this.drafts.push({ kind: "said", line, text, outcome: "comment", code: null, message: null });
  }
}

const inPlace = (reading: Reading, place: NamePlace): Reading =>
  reading.kind !== "read" || place.ecosystem === null
    ? reading
    : { ...reading, claims: reading.claims.map((claim) => (claim.kind === "package" && claim.ecosystem === null ? { ...claim, ...place } : claim)) };

/** True when the whole text is records of the OSV schema. */
export function isOsvList(roots: readonly JsonNode[]): boolean {
  const records = roots.length === 1 && roots[0]?.kind === "array" ? itemsOf(roots[0]) : roots;
  return records.length > 0 && records.every(isOsvRecord);
}
