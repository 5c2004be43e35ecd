import { type Columns, isFixedWord } from "../columns";
import type { Fields } from "../read-record";
import { readVersions } from "../read-versions";
import { type JsonMember, type JsonNode, memberOf, textOf } from "./scan-json";

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
  fixed: [
    "patchedversions",
    "patchedversion",
    "firstpatchedversion",
    "fixedversions",
    "fixedversion",
    "fixedin",
    "safeversions",
    "safeversion",
    "fixed",
    "patched",
  ],
};
export const squeeze = (key: string) => key.toLowerCase().replace(/[^a-z0-9]/g, "");
export const isVersionsWord = (key: string): boolean => keys.versions.includes(squeeze(key));

/** What has more members than this is no record but names with versions. */
const fieldsMax = 200;

/** The value that a record has under any of the names of a field. */
function fieldOf(node: JsonNode, field: keyof Columns): JsonNode | null {
  if (node.kind !== "object" || node.members.length > fieldsMax) return null;
  for (const word of keys[field]) {
    const found = node.members.find(({ key, value }) => squeeze(key) === word && !(value.kind === "scalar" && value.text === "null"));
    if (found) return found.value;
  }
  return null;
}

/** True for an object that is one entry: it names a package, an advisory or a digest, and its name is a text. */
export function isRecord(node: JsonNode): boolean {
  const name = fieldOf(node, "name");
  const isNamed = name?.kind === "string" || (name?.kind === "object" && memberOf(name, "name")?.kind === "string");
  // {"title": "1.0.0"} is a package of that name.
  const isVersion = name?.kind === "string" && isVersionAlone(name);
  if (isNamed && !isVersion) return holdsNoList(node) || fieldOf(node, "versions") !== null;
  if (fieldOf(node, "purl")?.kind === "string") return true;
  return (
    holdsNoList(node) &&
    (["advisory", "sha256"] as const).some((field) => {
      const found = fieldOf(node, field);
      return found?.kind === "string" && !isVersionAlone(found);
    })
  );
}

const isVersionAlone = (node: JsonNode) => node.kind === "string" && /^v?\d+\.\d[\w.+-]*$/i.test(node.text);

const partsOfRecord =
  /dependenc|engines|scripts|repository|maintainers?|authors?|contributors?|^dist|hash|files?$|references?|sources?|links?|urls?|aliases|severity|severities|cvss|cwes?|credits|metadata|tags|timeline|keywords|licen[cs]es?|identifiers|package$/;

/** True for a list or object in a record that is none of its own parts. */
export function isListBeside({ key, value }: JsonMember): boolean {
  const isList = value.kind === "array" ? value.items.some(({ kind }) => kind === "object") : value.kind === "object" && !isPackageObject(value);
  return isList && !isVersionsWord(key) && !isFixedWord(squeeze(key)) && !partsOfRecord.test(squeeze(key));
}

/** A list's own description has a name as well, and its packages beside it. */
const holdsNoList = (node: JsonNode) =>
  node.kind === "object" &&
  !node.members.some(({ key, value }) =>
    isFixedWord(squeeze(key))
      ? false
      : value.kind === "array"
        ? value.items.some(({ kind }) => kind === "object")
        : value.kind === "object" && !isPackageObject(value),
  );
const isPackageObject = (node: JsonNode) => memberOf(node, "name") !== null;

export function fieldsOf(node: JsonNode): Fields {
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
    fixed: fixedText(fieldOf(node, "fixed")),
  };
}

// {"patched": false} names no version.
const fixedText = (node: JsonNode | null) => (node?.kind === "scalar" ? "" : versionsText(node));

/** Versions as one text, whatever holds them: a text, a list of texts, a list of objects with a version. */
export function versionsText(node: JsonNode | null): string {
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
export function isVersions(node: JsonNode): boolean {
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
