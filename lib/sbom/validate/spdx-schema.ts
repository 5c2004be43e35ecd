import type { SchemaObject } from "ajv";
import { relationshipTypes } from "../spdx/relationship-types";

// What SPDX 2.2 and 2.3 ask of their JSON form: fields, types, required fields and closed lists, written from the
// specification (clauses 6 to 12) because no package ships its schema. Not judged: the syntax inside of texts.

export type SpdxVersion = "2.2" | "2.3";

const text: SchemaObject = { type: "string" };
const integer: SchemaObject = { type: "integer" };
const flag: SchemaObject = { type: "boolean" };
const texts = listOf(text);

const words = (line: string): string[] => line.split(" ").filter((word) => word !== "");
const oneOf = (line: string): SchemaObject => ({ type: "string", enum: words(line) });
function listOf(items: SchemaObject, minItems = 0): SchemaObject {
  return { type: "array", items, minItems };
}
/** An object with these fields and no others. */
function objectOf(required: string, fields: Record<string, SchemaObject>): SchemaObject {
  return { type: "object", required: words(required), properties: fields, additionalProperties: false };
}
const textFields = (line: string): Record<string, SchemaObject> => Object.fromEntries(words(line).map((name) => [name, text]));

// Clause 8.4; the second line came with 2.3.
const algorithms: Record<SpdxVersion, string> = {
  "2.2": "SHA1 SHA224 SHA256 SHA384 SHA512 MD2 MD4 MD5 MD6",
  "2.3": "SHA1 SHA224 SHA256 SHA384 SHA512 MD2 MD4 MD5 MD6 SHA3-256 SHA3-384 SHA3-512 BLAKE2b-256 BLAKE2b-384 BLAKE2b-512 BLAKE3 ADLER32",
};
// Clause 7.21.
const categories = "OTHER SECURITY PERSISTENT-ID PERSISTENT_ID PACKAGE-MANAGER PACKAGE_MANAGER";
// Clause 7.24; OPERATING-SYSTEM of the other forms has an underscore in JSON.
const purposes = "OTHER INSTALL ARCHIVE FIRMWARE APPLICATION FRAMEWORK LIBRARY CONTAINER SOURCE DEVICE OPERATING_SYSTEM FILE";
// Clause 8.3.
const fileTypes = "OTHER DOCUMENTATION IMAGE VIDEO ARCHIVE SPDX APPLICATION SOURCE BINARY TEXT AUDIO";
// Clause 11.1: what only 2.3 has, and a spelling that the reader understands but no version has.
const relationshipsOf23 = new Set(["REQUIREMENT_DESCRIPTION_FOR", "SPECIFICATION_FOR"]);
const relationshipsOfNone = new Set(["DESCRIBE"]);

// What may be left out of a package, file or snippet since 2.3 and means NOASSERTION then.
const required = {
  "2.2": {
    package: "SPDXID name downloadLocation licenseConcluded licenseDeclared copyrightText",
    file: "SPDXID fileName checksums licenseConcluded licenseInfoInFiles copyrightText",
    snippet: "SPDXID snippetFromFile ranges licenseConcluded copyrightText",
  },
  "2.3": { package: "SPDXID name downloadLocation", file: "SPDXID fileName checksums", snippet: "SPDXID snippetFromFile ranges" },
} as const;

/** The JSON schema of an SPDX 2 document. */
export function spdxSchema(version: SpdxVersion): SchemaObject {
  const checksum = objectOf("algorithm checksumValue", { algorithm: oneOf(algorithms[version]), checksumValue: text });
  const annotations = listOf(
    objectOf("annotationDate annotationType annotator comment", {
      ...textFields("annotationDate annotator comment"),
      annotationType: oneOf("OTHER REVIEW"),
    }),
  );
  const element = { ...textFields("SPDXID name comment copyrightText licenseComments licenseConcluded"), attributionTexts: texts, annotations };
  return objectOf("SPDXID spdxVersion name dataLicense documentNamespace creationInfo", {
    ...textFields("$schema SPDXID spdxVersion name comment dataLicense documentNamespace"),
    annotations,
    creationInfo: objectOf("created creators", { ...textFields("comment created licenseListVersion"), creators: listOf(text, 1) }),
    documentDescribes: texts,
    externalDocumentRefs: listOf(objectOf("externalDocumentId spdxDocument checksum", { ...textFields("externalDocumentId spdxDocument"), checksum })),
    hasExtractedLicensingInfos: listOf(extractedLicence()),
    revieweds: listOf(objectOf("reviewDate", textFields("comment reviewDate reviewer"))),
    packages: listOf(packageOf(version, element, checksum)),
    files: listOf(fileOf(version, element, checksum)),
    snippets: listOf(snippetOf(version, element)),
    relationships: listOf(
      objectOf("spdxElementId relatedSpdxElement relationshipType", {
        ...textFields("spdxElementId relatedSpdxElement comment"),
        relationshipType: { type: "string", enum: relationshipNames(version) },
      }),
    ),
  });
}

// Clause 7.
function packageOf(version: SpdxVersion, element: Record<string, SchemaObject>, checksum: SchemaObject): SchemaObject {
  return objectOf(required[version].package, {
    ...element,
    ...textFields("description downloadLocation homepage licenseDeclared originator packageFileName sourceInfo summary supplier versionInfo"),
    ...(version === "2.3" ? { ...textFields("builtDate releaseDate validUntilDate"), primaryPackagePurpose: oneOf(purposes) } : {}),
    checksums: listOf(checksum),
    externalRefs: listOf(
      objectOf("referenceCategory referenceType referenceLocator", {
        ...textFields("comment referenceType referenceLocator"),
        referenceCategory: oneOf(categories),
      }),
    ),
    filesAnalyzed: flag,
    hasFiles: texts,
    licenseInfoFromFiles: texts,
    packageVerificationCode: objectOf("packageVerificationCodeValue", {
      packageVerificationCodeValue: text,
      packageVerificationCodeExcludedFiles: texts,
    }),
  });
}

// Clause 8.
function fileOf(version: SpdxVersion, element: Record<string, SchemaObject>, checksum: SchemaObject): SchemaObject {
  const { name: _, ...fields } = element;
  return objectOf(required[version].file, {
    ...fields,
    ...textFields("fileName noticeText"),
    artifactOfs: listOf({ type: "object" }),
    checksums: listOf(checksum, 1),
    fileContributors: texts,
    fileDependencies: texts,
    fileTypes: listOf(oneOf(fileTypes)),
    licenseInfoInFiles: listOf(text, version === "2.2" ? 1 : 0),
  });
}

// Clause 9.
function snippetOf(version: SpdxVersion, element: Record<string, SchemaObject>): SchemaObject {
  const pointer = objectOf("reference", { reference: text, offset: integer, lineNumber: integer });
  return objectOf(required[version].snippet, {
    ...element,
    snippetFromFile: text,
    licenseInfoInSnippets: texts,
    ranges: listOf(objectOf("startPointer endPointer", { startPointer: pointer, endPointer: pointer }), 1),
  });
}

// Clause 10.
function extractedLicence(): SchemaObject {
  const crossReference = objectOf("url", { ...textFields("url match timestamp"), isLive: flag, isValid: flag, isWayBackLink: flag, order: integer });
  return objectOf("licenseId extractedText", {
    ...textFields("licenseId extractedText name comment"),
    seeAlsos: texts,
    crossRefs: listOf(crossReference),
  });
}

function relationshipNames(version: SpdxVersion): string[] {
  return [...relationshipTypes.keys()].filter((name) => !relationshipsOfNone.has(name) && (version === "2.3" || !relationshipsOf23.has(name)));
}
