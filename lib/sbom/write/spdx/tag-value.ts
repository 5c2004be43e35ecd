import type { SpdxAnnotation, SpdxDocument, SpdxRelationship } from "./document";
import { isBlank, oneLine } from "./lines";
import type { SpdxPackage } from "./package";

/** An SPDX 2.3 document as tag-value text (SPDX 2.3, clause 4.4). */
export function tagValueText(document: SpdxDocument): string {
  const lines: string[] = [];
  line(lines, "SPDXVersion", document.spdxVersion);
  line(lines, "DataLicense", document.dataLicense);
  line(lines, "SPDXID", document.SPDXID);
  line(lines, "DocumentName", named(document.name, document.SPDXID));
  line(lines, "DocumentNamespace", document.documentNamespace);
  for (const creator of document.creationInfo.creators) line(lines, "Creator", agent(creator));
  line(lines, "Created", document.creationInfo.created);
  text(lines, "DocumentComment", document.comment);
  for (const annotation of document.annotations ?? []) annotate(lines, document.SPDXID, annotation);
  for (const entry of document.packages) packageLines(lines, entry);
  for (const { licenseId, extractedText, name } of document.hasExtractedLicensingInfos ?? []) {
    lines.push("");
    line(lines, "LicenseID", licenseId);
    text(lines, "ExtractedText", extractedText);
    line(lines, "LicenseName", named(name ?? "", "NOASSERTION"));
  }
  lines.push("");
  for (const relationship of document.relationships) {
    line(lines, "Relationship", relationshipText(relationship));
    text(lines, "RelationshipComment", relationship.comment);
  }
  return `${lines.join("\n")}\n`;
}

function packageLines(lines: string[], entry: SpdxPackage): void {
  lines.push("");
  // It begins a package: without one, the lines after it would be of the package before.
  line(lines, "PackageName", named(entry.name, entry.SPDXID));
  line(lines, "SPDXID", entry.SPDXID);
  line(lines, "PackageVersion", entry.versionInfo);
  line(lines, "PackageSupplier", agent(entry.supplier));
  line(lines, "PackageOriginator", agent(entry.originator));
  line(lines, "PackageDownloadLocation", entry.downloadLocation);
  line(lines, "FilesAnalyzed", String(entry.filesAnalyzed));
  for (const { algorithm, checksumValue } of entry.checksums ?? []) line(lines, "PackageChecksum", `${algorithm}: ${checksumValue}`);
  line(lines, "PackageHomePage", entry.homepage);
  line(lines, "PackageLicenseConcluded", entry.licenseConcluded);
  line(lines, "PackageLicenseDeclared", entry.licenseDeclared);
  text(lines, "PackageCopyrightText", entry.copyrightText);
  text(lines, "PackageDescription", entry.description);
  text(lines, "PackageComment", entry.comment);
  for (const ref of entry.externalRefs ?? []) line(lines, "ExternalRef", `${ref.referenceCategory} ${ref.referenceType} ${ref.referenceLocator}`);
  // The two serialisations spell OPERATING_SYSTEM differently (clause 7.24).
  line(lines, "PrimaryPackagePurpose", entry.primaryPackagePurpose?.replace("_", "-"));
  for (const annotation of entry.annotations ?? []) annotate(lines, entry.SPDXID, annotation);
}

function annotate(lines: string[], id: string, { annotator, annotationDate, annotationType, comment }: SpdxAnnotation): void {
  line(lines, "Annotator", annotator);
  line(lines, "AnnotationDate", annotationDate);
  line(lines, "AnnotationType", annotationType);
  line(lines, "SPDXREF", id);
  text(lines, "AnnotationComment", comment);
}

/** A name that must be there. */
function named(name: string, fallback: string): string {
  return isBlank(name) ? fallback : name;
}

/** `Organization: name` with the name right behind its kind. */
function agent(value: string | undefined): string | undefined {
  const [kind = "", ...name] = value?.split(": ") ?? [];
  return value === undefined ? undefined : `${kind}: ${oneLine(name.join(": "))}`;
}

/** A value on one line; nothing for what is empty. */
function line(lines: string[], tag: string, value: string | undefined): void {
  const single = value === undefined ? "" : oneLine(value);
  if (single !== "") lines.push(`${tag}: ${single.replace(/^<text>/i, "< text>")}`);
}

/** A value that may have several lines, between the marks that begin and end it; a mark inside would end it too early. */
function text(lines: string[], tag: string, value: string | undefined): void {
  if (value) lines.push(`${tag}: <text>${value.replace(/<(?=\/?text>)/gi, "< ")}</text>`);
}

function relationshipText({ spdxElementId, relationshipType, relatedSpdxElement }: SpdxRelationship): string {
  return `${spdxElementId} ${relationshipType} ${relatedSpdxElement}`;
}
