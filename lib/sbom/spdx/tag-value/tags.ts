/** The part of a document that a tag belongs to: what was opened last of its kind takes it. */
export type Part = "document" | "creation" | "package" | "file" | "snippet" | "licence" | "annotation" | "review" | "reference" | "relationship" | "project";

/** How a value becomes a member of the JSON shape. `opens`: the tag starts a new part of its kind. */
export type Kind =
  | "text"
  | "list"
  | "boolean"
  | "checksum"
  | "document-reference"
  | "verification-code"
  | "external-reference"
  | "relationship"
  | "byte-range"
  | "line-range"
  | "links"
  | "element-id";
export type TagRule = { part: Part; member: string; kind: Kind; opens: boolean };

type Line = readonly [tag: string, member: string, kind?: Kind | "opens"];

/** The tags of SPDX 2.1 to 2.3 with the members of the JSON schema that hold the same (SPDX 2.3, clauses 6 to 13). */
const lines: Readonly<Record<Part, readonly Line[]>> = {
  document: [
    ["SPDXVersion", "spdxVersion"],
    ["DataLicense", "dataLicense"],
    ["DocumentName", "name"],
    ["DocumentNamespace", "documentNamespace"],
    ["DocumentComment", "comment"],
    ["ExternalDocumentRef", "externalDocumentRefs", "document-reference"],
  ],
  creation: [
    ["Creator", "creators", "list"],
    ["Created", "created"],
    ["CreatorComment", "comment"],
    ["LicenseListVersion", "licenseListVersion"],
  ],
  package: [
    ["PackageName", "name", "opens"],
    ["PackageVersion", "versionInfo"],
    ["PackageFileName", "packageFileName"],
    ["PackageSupplier", "supplier"],
    ["PackageOriginator", "originator"],
    ["PackageDownloadLocation", "downloadLocation"],
    ["FilesAnalyzed", "filesAnalyzed", "boolean"],
    ["PackageVerificationCode", "packageVerificationCode", "verification-code"],
    ["PackageChecksum", "checksums", "checksum"],
    ["PackageHomePage", "homepage"],
    ["PackageSourceInfo", "sourceInfo"],
    ["PrimaryPackagePurpose", "primaryPackagePurpose"],
    ["BuiltDate", "builtDate"],
    ["ReleaseDate", "releaseDate"],
    ["ValidUntilDate", "validUntilDate"],
    ["PackageLicenseConcluded", "licenseConcluded"],
    ["PackageLicenseInfoFromFiles", "licenseInfoFromFiles", "list"],
    ["PackageLicenseDeclared", "licenseDeclared"],
    ["PackageLicenseComments", "licenseComments"],
    ["PackageCopyrightText", "copyrightText"],
    ["PackageSummary", "summary"],
    ["PackageDescription", "description"],
    ["PackageComment", "comment"],
    ["PackageAttributionText", "attributionTexts", "list"],
    ["ExternalRef", "externalRefs", "external-reference"],
  ],
  reference: [["ExternalRefComment", "comment"]],
  file: [
    ["FileName", "fileName", "opens"],
    ["FileType", "fileTypes", "list"],
    ["FileChecksum", "checksums", "checksum"],
    ["LicenseConcluded", "licenseConcluded"],
    ["LicenseInfoInFile", "licenseInfoInFiles", "list"],
    ["LicenseComments", "licenseComments"],
    ["FileCopyrightText", "copyrightText"],
    ["FileComment", "comment"],
    ["FileNotice", "noticeText"],
    ["FileContributor", "fileContributors", "list"],
    ["FileDependency", "fileDependencies", "list"],
    ["FileAttributionText", "attributionTexts", "list"],
  ],
  project: [
    ["ArtifactOfProjectName", "name", "opens"],
    ["ArtifactOfProjectHomePage", "homePage"],
    ["ArtifactOfProjectURI", "projectUri"],
  ],
  snippet: [
    ["SnippetSPDXID", "SPDXID", "opens"],
    ["SnippetSPDXIdentifier", "SPDXID", "opens"],
    ["SnippetFromFileSPDXID", "snippetFromFile"],
    ["SnippetFromFile", "snippetFromFile"],
    ["SnippetByteRange", "ranges", "byte-range"],
    ["SnippetLineRange", "ranges", "line-range"],
    ["SnippetLicenseConcluded", "licenseConcluded"],
    ["LicenseInfoInSnippet", "licenseInfoInSnippets", "list"],
    ["SnippetLicenseComments", "licenseComments"],
    ["SnippetCopyrightText", "copyrightText"],
    ["SnippetComment", "comment"],
    ["SnippetName", "name"],
    ["SnippetAttributionText", "attributionTexts", "list"],
  ],
  licence: [
    ["LicenseID", "licenseId", "opens"],
    ["ExtractedText", "extractedText"],
    ["LicenseName", "name"],
    ["LicenseCrossReference", "seeAlsos", "links"],
    ["LicenseComment", "comment"],
  ],
  relationship: [
    ["Relationship", "relationships", "relationship"],
    ["RelationshipComment", "comment"],
  ],
  annotation: [
    ["Annotator", "annotator", "opens"],
    ["AnnotationDate", "annotationDate"],
    ["AnnotationType", "annotationType"],
    ["AnnotationComment", "comment"],
    ["SPDXREF", "SPDXREF"],
  ],
  review: [
    ["Reviewer", "reviewer", "opens"],
    ["ReviewDate", "reviewDate"],
    ["ReviewComment", "comment"],
  ],
};

const rules = new Map<string, TagRule>([["spdxid", { part: "document", member: "SPDXID", kind: "element-id", opens: false }]]);
for (const [part, of] of Object.entries(lines) as [Part, readonly Line[]][]) {
  for (const [tag, member, kind = "text"] of of) {
    rules.set(tag.toLowerCase(), { part, member, kind: kind === "opens" ? "text" : kind, opens: kind === "opens" });
  }
}

/** What a tag means, in whatever case it is written; undefined for one that SPDX does not define. */
export function ruleOf(tag: string): TagRule | undefined {
  return rules.get(tag.toLowerCase());
}
