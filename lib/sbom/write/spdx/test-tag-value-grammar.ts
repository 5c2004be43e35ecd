import { isLicenceExpression, referencesIn } from "../licences";

type Rule = { tag: string; count: "!" | "?" | "*" | "+"; isText: boolean; value: (text: string) => boolean };

const matches = (pattern: RegExp) => (text: string) => pattern.test(text);
const any = (text: string) => text !== "";
const id = "SPDXRef-[A-Za-z0-9.-]+";
const time = matches(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
const uri = matches(/^[A-Za-z][A-Za-z0-9+.-]*:[^\s<>"{}|\\^`]+$/);
const orNothing = (value: (text: string) => boolean) => (text: string) => text === "NONE" || text === "NOASSERTION" || value(text);
const licence = orNothing(isLicenceExpression);
const agent = orNothing(matches(/^(?:Person|Organization): \S/));
const digits: Readonly<Record<string, number | null>> = {
  ...{ SHA1: 40, SHA224: 56, SHA256: 64, SHA384: 96, SHA512: 128, "SHA3-256": 64, "SHA3-384": 96, "SHA3-512": 128 },
  ...{ "BLAKE2b-256": 64, "BLAKE2b-384": 96, "BLAKE2b-512": 128, BLAKE3: null, MD2: 32, MD4: 32, MD5: 32, MD6: null, ADLER32: 8 },
};
const purposes = "APPLICATION|FRAMEWORK|LIBRARY|CONTAINER|OPERATING-SYSTEM|DEVICE|FIRMWARE|SOURCE|ARCHIVE|FILE|INSTALL|OTHER";
const relationships = "DESCRIBES|DEPENDS_ON|OPTIONAL_DEPENDENCY_OF|DEV_DEPENDENCY_OF|TEST_DEPENDENCY_OF|BUILD_DEPENDENCY_OF|OTHER";

function isChecksum(text: string): boolean {
  const [, algorithm = "", value = ""] = /^([^:]+): ([0-9a-f]+)$/.exec(text) ?? [];
  return Object.hasOwn(digits, algorithm) && (digits[algorithm] ?? value.length) === value.length;
}

const one = (tag: string, value: Rule["value"]): Rule => ({ tag, count: "!", isText: false, value });
const maybe = (tag: string, value: Rule["value"]): Rule => ({ tag, count: "?", isText: false, value });
const some = (tag: string, value: Rule["value"], count: "*" | "+" = "*"): Rule => ({ tag, count, isText: false, value });
const texts = (tag: string, count: "!" | "?" = "?"): Rule => ({ tag, count, isText: true, value: any });

/** SPDX 2.3: the tags of each section that Wherein writes, in the order of the clauses. The first tag opens the section. */
const sections: Readonly<Record<string, readonly Rule[]>> = {
  // Clause 6.
  SPDXVersion: [
    one("SPDXVersion", matches(/^SPDX-2\.3$/)),
    one("DataLicense", matches(/^CC0-1\.0$/)),
    one("SPDXID", matches(/^SPDXRef-DOCUMENT$/)),
    one("DocumentName", any),
    one("DocumentNamespace", (text) => uri(text) && !text.includes("#")),
    some("Creator", matches(/^(?:Tool|Person|Organization): \S/), "+"),
    one("Created", time),
    texts("DocumentComment"),
  ],
  // Clause 7.
  PackageName: [
    one("PackageName", any),
    one("SPDXID", matches(new RegExp(`^${id}$`))),
    maybe("PackageVersion", any),
    maybe("PackageSupplier", agent),
    maybe("PackageOriginator", agent),
    one("PackageDownloadLocation", orNothing(uri)),
    maybe("FilesAnalyzed", matches(/^(?:true|false)$/)),
    some("PackageChecksum", isChecksum),
    maybe("PackageHomePage", orNothing(uri)),
    maybe("PackageLicenseConcluded", licence),
    maybe("PackageLicenseDeclared", licence),
    texts("PackageCopyrightText"),
    texts("PackageDescription"),
    texts("PackageComment"),
    some("ExternalRef", matches(/^(?:PACKAGE-MANAGER purl pkg:\S+|SECURITY cpe23Type cpe:2\.3:\S+|SECURITY cpe22Type cpe:\/\S+)$/i)),
    maybe("PrimaryPackagePurpose", matches(new RegExp(`^(?:${purposes})$`))),
  ],
  // Clause 10.
  LicenseID: [one("LicenseID", matches(/^LicenseRef-[A-Za-z0-9.-]+$/)), texts("ExtractedText", "!"), one("LicenseName", any)],
  // Clause 11.
  Relationship: [one("Relationship", matches(new RegExp(`^${id} (?:${relationships}) (?:${id}|NOASSERTION)$`))), texts("RelationshipComment")],
  // Clause 12.
  Annotator: [
    one("Annotator", matches(/^Tool: \S/)),
    one("AnnotationDate", time),
    one("AnnotationType", matches(/^(?:OTHER|REVIEW)$/)),
    one("SPDXREF", matches(new RegExp(`^${id}$`))),
    texts("AnnotationComment", "!"),
  ],
};

type Tag = { tag: string; value: string; isText: boolean };

/** What a tag-value text does not keep of SPDX 2.3; empty for a good one. Stricter than the specification in order and in form. */
export function faultsOfTagValue(text: string): string[] {
  const { tags, faults } = tagsOf(text);
  const parts: { name: string; tags: Tag[] }[] = [];
  for (const tag of tags) {
    if (Object.hasOwn(sections, tag.tag)) parts.push({ name: tag.tag, tags: [tag] });
    else parts.at(-1)?.tags.push(tag);
  }
  if (parts[0]?.name !== "SPDXVersion" || parts.filter(({ name }) => name === "SPDXVersion").length !== 1) faults.push("the document does not begin once");
  for (const part of parts) faults.push(...faultsOfPart(sections[part.name] ?? [], part.tags));
  faults.push(...faultsOfNames(tags));
  return faults;
}

/** Lines of `Tag: value`, comments aside; a value in <text> may have several. */
function tagsOf(text: string): { tags: Tag[]; faults: string[] } {
  const faults: string[] = [];
  const tags: Tag[] = [];
  const pattern = /^([A-Za-z]+): (?:<text>([\s\S]*?)<\/text>|(?!<text>)([^\p{Cc}\u2028\u2029]+))$/u;
  const line = /[^\n]*\n/y;
  for (let at = 0; at < text.length; ) {
    line.lastIndex = at;
    let part = line.exec(text)?.[0] ?? text.slice(at);
    while (/^[A-Za-z]+: <text>/.test(part) && !part.includes("</text>") && line.lastIndex > at && line.lastIndex < text.length) {
      part += line.exec(text)?.[0] ?? "";
    }
    at += part.length;
    if (part === "\n") continue;
    const match = pattern.exec(part.slice(0, -1));
    if (!part.endsWith("\n") || match === null) faults.push(`no tag: ${part.slice(0, 80)}`);
    else tags.push({ tag: match[1] as string, value: match[2] ?? match[3] ?? "", isText: match[2] !== undefined });
  }
  return { tags, faults };
}

function faultsOfPart(rules: readonly Rule[], tags: readonly Tag[]): string[] {
  const faults: string[] = [];
  let place = 0;
  for (const { tag, value, isText } of tags) {
    const found = rules.findIndex((rule) => rule.tag === tag);
    const rule = rules[found];
    if (rule === undefined) faults.push(`${tag} does not belong to ${rules[0]?.tag}`);
    else {
      if (found < place) faults.push(`${tag} comes too late`);
      if (rule.isText !== isText || !rule.value(value)) faults.push(`${tag} is not well written: ${value.slice(0, 80)}`);
      if (!isText && value !== value.trim()) faults.push(`${tag} has space around it`);
    }
    place = Math.max(place, found);
  }
  for (const { tag, count } of rules) {
    const times = tags.filter((each) => each.tag === tag).length;
    if (((count === "!" || count === "+") && times === 0) || ((count === "!" || count === "?") && times > 1)) faults.push(`${tag} is there ${times} times`);
  }
  return faults;
}

/** Every name is given once, and every name that is used is given. */
function faultsOfNames(tags: readonly Tag[]): string[] {
  const valuesOf = (...names: string[]) => tags.filter(({ tag }) => names.includes(tag)).map(({ value }) => value);
  const ids = valuesOf("SPDXID");
  const licences = valuesOf("LicenseID");
  const named = new Set(ids);
  const known = new Set(licences);
  const ends = valuesOf("Relationship").flatMap((value) => [value.split(" ")[0], value.split(" ")[2]]);
  return [
    ...(named.size === ids.length ? [] : ["an SPDXID is given twice"]),
    ...(known.size === licences.length ? [] : ["a LicenseID is given twice"]),
    ...[...ends, ...valuesOf("SPDXREF")].filter((end) => end !== "NOASSERTION" && !named.has(end as string)).map((end) => `nothing is ${end}`),
    ...valuesOf("PackageLicenseConcluded", "PackageLicenseDeclared")
      .flatMap(referencesIn)
      .filter((reference) => !known.has(reference))
      .map((reference) => `${reference} is not defined`),
    ...(valuesOf("Relationship").filter((value) => value.startsWith("SPDXRef-DOCUMENT DESCRIBES ")).length === 1
      ? []
      : ["the document describes not one thing"]),
  ];
}
