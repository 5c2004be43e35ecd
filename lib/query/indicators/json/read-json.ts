import { anywhere, isPackageName, type NamePlace, type Reading } from "../claim";
import type { Columns } from "../columns";
import { placeOfLabel, statedEcosystem } from "../ecosystem-words";
import type { Draft, Drafts } from "../read-blocks";
import { readLine } from "../read-blocks";
import { cleanCell, type Fields, noFields, readRecord } from "../read-record";
import { readVersions } from "../read-versions";
import { isOsvRecord, readOsv } from "./read-osv";
import { itemsOf, type JsonMember, type JsonNode, memberOf, textOf } from "./scan-json";

const keys: Record<keyof Columns, readonly string[]> = {
  name: [
    "name",
    "package",
    "packagename",
    "pkg",
    "pkgname",
    "module",
    "modulename",
    "component",
    "artifact",
    "artifactid",
    "library",
    "dependency",
    "indicator",
    "ioc",
    "value",
    "packageid",
    "crate",
    "gem",
    "extension",
    "title",
  ],
  group: ["group", "groupid", "namespace", "scope"],
  ecosystem: [
    "ecosystem",
    "registry",
    "packageecosystem",
    "packagetype",
    "packagemanager",
    "manager",
    "platform",
    "type",
    "indicatortype",
    "ioctype",
    "system",
    "language",
  ],
  versions: [
    "affectedversions",
    "compromisedversions",
    "maliciousversions",
    "vulnerableversions",
    "infectedversions",
    "badversions",
    "packageversions",
    "vulnerableversionrange",
    "affectedversion",
    "compromisedversion",
    "maliciousversion",
    "affectedrange",
    "versionrange",
    "versions",
    "version",
    "packageversion",
    "affected",
    "ranges",
    "range",
    "ver",
  ],
  purl: ["purl", "packageurl"],
  advisory: ["id", "ghsaid", "cveid", "cve", "osvid", "advisory", "advisoryid", "malid"],
  sha256: ["sha256", "hash", "digest"],
};
const squeeze = (key: string) => key.toLowerCase().replace(/[^a-z0-9]/g, "");

const metadata =
  /^(?:version|schemaversion|schema|lastupdated|updated|updatedat|lastmodified|modified|date|published|created|createdat|generated|generatedat|timestamp|description|summary|details|source|sources|references?|url|urls|link|links|title|campaign|author|authors|license|total|count|totalpackages|totalversions|notes?|comment|severity|status|tags|metadata|meta|stats|statistics|info)$/;

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
    else if (isRecord(node)) this.#record(node, place);
    else for (const member of node.members) this.#member(member, place);
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
    if (isPackageName(cleanCell(key)) && isVersions(value)) {
      const versions = versionsText(value);
      this.#entry(line, `${key} ${versions}`, readRecord({ ...noFields, name: key, versions }, place));
    } else if (value.kind === "array" || value.kind === "object") this.visit(value, place);
    else if (value.kind === "string" && /[@/]/.test(key))
      this.#entry(line, `${key}: ${value.text}`, readRecord({ ...noFields, name: key, versions: value.text }, place));
    else this.#said(line, `${key}: ${textOf(value)}`);
  }

  #entry(line: number, text: string, reading: Reading): void {
    this.drafts.push({ kind: "entry", line, text, reading, section: null });
  }

  /** What describes the list and is no entry of it. */
  #said(line: number, text: string): void {
    this.drafts.push({ kind: "said", line, text, outcome: "comment", code: null, message: null });
  }
}

const inPlace = (reading: Reading, place: NamePlace): Reading =>
  reading.kind !== "read" || place.ecosystem === null
    ? reading
    : { ...reading, claims: reading.claims.map((claim) => (claim.kind === "package" && claim.ecosystem === null ? { ...claim, ...place } : claim)) };

/** The value that a record has under any of the names of a field. */
function fieldOf(node: JsonNode, field: keyof Columns): JsonNode | null {
  if (node.kind !== "object") return null;
  for (const word of keys[field]) {
    const found = node.members.find(({ key, value }) => squeeze(key) === word && !(value.kind === "scalar" && value.text === "null"));
    if (found) return found.value;
  }
  return null;
}

/** True for an object that is one entry: it names a package, an advisory or a digest, and its name is a text. */
function isRecord(node: JsonNode): boolean {
  const name = fieldOf(node, "name");
  const isNamed = name?.kind === "string" || (name?.kind === "object" && memberOf(name, "name")?.kind === "string");
  if (isNamed) return holdsNoList(node) || fieldOf(node, "versions") !== null;
  if (fieldOf(node, "purl")?.kind === "string") return true;
  return holdsNoList(node) && (["advisory", "sha256"] as const).some((field) => fieldOf(node, field)?.kind === "string");
}

/** A list's own description has a name as well, and its packages beside it. */
const holdsNoList = (node: JsonNode) =>
  node.kind === "object" &&
  !node.members.some(({ value }) =>
    value.kind === "array" ? value.items.some(({ kind }) => kind === "object") : value.kind === "object" && !isPackageObject(value),
  );
const isPackageObject = (node: JsonNode) => memberOf(node, "name") !== null;

function fieldsOf(node: JsonNode): Fields {
  const name = fieldOf(node, "name");
  // GitHub's advisories: {"package": {"ecosystem": ..., "name": ...}, "vulnerable_version_range": ...}.
  const inner = name?.kind === "object" ? name : null;
  const ecosystem = inner === null ? null : textOf(fieldOf(inner, "ecosystem"));
  return {
    name: inner === null ? textOf(name) : textOf(memberOf(inner, "name")),
    group: textOf(fieldOf(node, "group")),
    ecosystem: ecosystem || textOf(fieldOf(node, "ecosystem")),
    versions: versionsText(fieldOf(node, "versions")),
    purl: textOf(fieldOf(node, "purl")) || (inner === null ? "" : textOf(fieldOf(inner, "purl"))),
    advisory: textOf(fieldOf(node, "advisory")),
    sha256: textOf(fieldOf(node, "sha256")),
  };
}

/** Versions as one text, whatever holds them: a text, a list of texts, a list of objects with a version. */
function versionsText(node: JsonNode | null): string {
  if (node === null) return "";
  if (node.kind === "array")
    return node.items
      .map((item) => (item.kind === "object" ? versionsText(fieldOf(item, "versions")) : textOf(item)))
      .filter(Boolean)
      .join(" || ");
  if (node.kind === "object") {
    const inner = fieldOf(node, "versions");
    return inner !== null ? versionsText(inner) : node.members.map(({ key }) => key).join(" || ");
  }
  return textOf(node);
}

const sure = { bracketsAreSpans: false, isSure: false };

/** True for what can be the versions of the name in front: a version, a list of them, or objects that have one. */
function isVersions(node: JsonNode): boolean {
  switch (node.kind) {
    case "string": {
      const { kind, unread } = readVersions(node.text, sure);
      return kind !== "unread" && unread.length === 0;
    }
    case "array":
      return node.items.every((item) =>
        item.kind === "object" ? fieldOf(item, "versions") !== null && fieldOf(item, "name") === null : item.kind === "string" && isVersions(item),
      );
    case "object": {
      if (fieldOf(node, "name") !== null) return false;
      const inner = fieldOf(node, "versions");
      if (inner !== null) return isVersions(inner) || inner.kind === "array";
      return node.members.length > 0 && node.members.every(({ key }) => /^v?\d+(?:\.\d+)+/.test(key));
    }
    case "scalar":
      return false;
  }
}

/** True when the whole text is records of the OSV schema. */
export function isOsvList(roots: readonly JsonNode[]): boolean {
  const records = roots.length === 1 && roots[0]?.kind === "array" ? itemsOf(roots[0]) : roots;
  return records.length > 0 && records.every(isOsvRecord);
}
