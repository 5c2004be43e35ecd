import type { XmlElement } from "../../xml/read-xml-tree";

/** The members of the JSON schema of SPDX 2.3 that are lists, also when only one element stands for them. */
const lists: ReadonlySet<string> = new Set([
  "annotations",
  "artifactOfs",
  "attributionTexts",
  "checksums",
  "creators",
  "crossRefs",
  "documentDescribes",
  "externalDocumentRefs",
  "externalRefs",
  "fileContributors",
  "fileDependencies",
  "fileTypes",
  "files",
  "hasExtractedLicensingInfos",
  "hasFiles",
  "licenseInfoFromFiles",
  "licenseInfoInFiles",
  "licenseInfoInSnippets",
  "packageVerificationCodeExcludedFiles",
  "packages",
  "ranges",
  "relationships",
  "revieweds",
  "seeAlsos",
  "snippets",
]);
const booleans: ReadonlySet<string> = new Set(["filesAnalyzed"]);
const numbers: ReadonlySet<string> = new Set(["offset", "lineNumber"]);

type Entry = Map<string, unknown>;
type Open = { element: XmlElement; entry: Entry };

/**
 * An element as the object that JSON would have in its place: each child is a member, repeated ones are a list, text without
 * children is a value. Attributes say nothing in this form.
 */
export function toJsonShape(root: XmlElement): { [member: string]: unknown } {
  const start: Open = { element: root, entry: new Map() };
  const order = [start];
  for (const { element, entry } of order) {
    for (const child of element.children) {
      if (child.children.length === 0) put(entry, child.local, textValue(child));
      else {
        const inner: Open = { element: child, entry: new Map() };
        put(entry, child.local, inner.entry);
        order.push(inner);
      }
    }
  }
  const done = new Map<Entry, unknown>();
  // Inner elements come after those that they stand in.
  for (const { entry } of order.reverse()) {
    const plain = (value: unknown) => (value instanceof Map ? done.get(value) : value);
    const members = [...entry].map(([name, value]) => [name, Array.isArray(value) ? value.map(plain) : plain(value)] as const);
    done.set(entry, Object.fromEntries(members));
  }
  return done.get(start.entry) as { [member: string]: unknown };
}

function put(entry: Entry, name: string, value: unknown): void {
  const before = entry.get(name);
  if (Array.isArray(before)) before.push(value);
  else if (before === undefined) entry.set(name, lists.has(name) ? [value] : value);
  else entry.set(name, [before, value]);
}

function textValue({ local, text }: XmlElement): string | number | boolean {
  if (local === "extractedText") return text;
  const value = text.trim();
  if (booleans.has(local) && /^(true|false)$/i.test(value)) return value.toLowerCase() === "true";
  return numbers.has(local) && /^\d{1,15}$/.test(value) ? Number(value) : value;
}
