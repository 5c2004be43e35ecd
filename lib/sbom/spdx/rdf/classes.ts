/** How a property's values become a member of the JSON shape; `values` takes all of them, `value` the first. */
export type Kind = "text" | "boolean" | "number" | "word" | "licence" | "id" | "reference-type" | ClassName;
export type ClassName =
  | "Checksum"
  | "ExternalDocumentRef"
  | "CreationInfo"
  | "VerificationCode"
  | "ExternalRef"
  | "Annotation"
  | "Review"
  | "Project"
  | "Range"
  | "Pointer";
export type PropertyRule = { property: string; member: string; kind: Kind; many: boolean };

const one = (property: string, kind: Kind = "text", member = property): PropertyRule => ({ property, member, kind, many: false });
const many = (property: string, member: string, kind: Kind = "text"): PropertyRule => ({ property, member, kind, many: true });

const comment = one("comment");
const annotations = many("annotation", "annotations", "Annotation");
const checksums = many("checksum", "checksums", "Checksum");
const licensing = [one("licenseConcluded", "licence"), one("licenseComments"), one("copyrightText"), many("attributionText", "attributionTexts")];

/** The properties of each class (SPDX 2.3, annex C and its ontology) with the members of the JSON schema that hold the same. */
export const documentRules: readonly PropertyRule[] = [
  one("specVersion", "text", "spdxVersion"),
  one("dataLicense", "licence"),
  one("name"),
  comment,
  one("creationInfo", "CreationInfo"),
  many("externalDocumentRef", "externalDocumentRefs", "ExternalDocumentRef"),
  many("describesPackage", "documentDescribes", "id"),
  many("reviewed", "revieweds", "Review"),
  annotations,
];

export const packageRules: readonly PropertyRule[] = [
  one("name"),
  one("versionInfo"),
  one("packageFileName"),
  one("supplier"),
  one("originator"),
  one("downloadLocation"),
  one("filesAnalyzed", "boolean"),
  one("packageVerificationCode", "VerificationCode"),
  checksums,
  one("homepage"),
  one("sourceInfo"),
  one("primaryPackagePurpose", "word"),
  one("builtDate"),
  one("releaseDate"),
  one("validUntilDate"),
  ...licensing,
  many("licenseInfoFromFiles", "licenseInfoFromFiles", "licence"),
  one("licenseDeclared", "licence"),
  one("summary"),
  one("description"),
  comment,
  many("externalRef", "externalRefs", "ExternalRef"),
  many("hasFile", "hasFiles", "id"),
  annotations,
];

export const fileRules: readonly PropertyRule[] = [
  one("fileName"),
  many("fileType", "fileTypes", "word"),
  checksums,
  ...licensing,
  many("licenseInfoInFile", "licenseInfoInFiles", "licence"),
  comment,
  one("noticeText"),
  many("fileContributor", "fileContributors"),
  many("fileDependency", "fileDependencies", "id"),
  many("artifactOf", "artifactOfs", "Project"),
  annotations,
];

export const snippetRules: readonly PropertyRule[] = [
  one("name"),
  one("snippetFromFile", "id"),
  many("range", "ranges", "Range"),
  ...licensing,
  many("licenseInfoInSnippet", "licenseInfoInSnippets", "licence"),
  comment,
  annotations,
];

export const licenceRules: readonly PropertyRule[] = [one("extractedText"), one("name"), many("seeAlso", "seeAlsos"), comment];

export const relationshipRules: readonly PropertyRule[] = [
  one("spdxElementId", "id"),
  one("relationshipType", "word"),
  one("relatedSpdxElement", "id"),
  comment,
];

/** Classes that stand inside others. None of them leads back to itself, so reading ends. */
export const innerClasses: Readonly<Record<ClassName, readonly PropertyRule[]>> = {
  Checksum: [one("algorithm", "word"), one("checksumValue")],
  ExternalDocumentRef: [one("externalDocumentId"), one("spdxDocument"), one("checksum", "Checksum")],
  CreationInfo: [many("creator", "creators"), one("created"), comment, one("licenseListVersion")],
  VerificationCode: [one("packageVerificationCodeValue"), many("packageVerificationCodeExcludedFile", "packageVerificationCodeExcludedFiles")],
  ExternalRef: [one("referenceCategory", "word"), one("referenceType", "reference-type"), one("referenceLocator"), comment],
  Annotation: [one("annotator"), one("annotationDate"), one("annotationType", "word"), comment],
  Review: [one("reviewer"), one("reviewDate"), comment],
  Project: [one("name"), one("homepage", "text", "homePage"), one("projectUri")],
  Range: [one("startPointer", "Pointer"), one("endPointer", "Pointer")],
  Pointer: [one("offset", "number"), one("lineNumber", "number"), one("reference", "id")],
};
