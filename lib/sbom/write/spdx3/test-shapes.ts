/**
 * SPDX 3.0.1's own model (Core, Software, Simple Licensing) for the classes that Wherein writes: one word for each property, with
 * all that the class inherits.
 *
 * `name=kind` at most once · `name!=kind` exactly once · `name*=kind` a list · `name+=kind` a list that is not empty ·
 * `@Class` the address of an element of the class · `Class` an object in its place · `a|b` a closed list.
 */
const element =
  "spdxId!=address creationInfo!=@CreationInfo name=text summary=text description=text comment=text verifiedUsing*=Hash externalIdentifier*=ExternalIdentifier";
const artifact = `${element} suppliedBy=@Agent originatedBy*=@Agent builtTime=time releaseTime=time validUntilTime=time standardName*=text supportLevel*=text`;
const purposes =
  "application|archive|bom|configuration|container|data|device|deviceDriver|diskImage|documentation|evidence|executable|file|filesystemImage|firmware|framework|install|library|manifest|model|module|operatingSystem|other|patch|platform|requirement|source|specification|test";
const profiles = "ai|build|core|dataset|expandedLicensing|extension|lite|security|simpleLicensing|software";
const collection = `${element} element*=@Element rootElement*=@Element profileConformance*=${profiles}`;
const relationshipTypes =
  "affects|amendedBy|ancestorOf|availableFrom|configures|contains|coordinatedBy|copiedTo|delegatedTo|dependsOn|descendantOf|describes|doesNotAffect|expandsTo|exploitCreatedBy|fixedBy|fixedIn|foundBy|generates|hasAddedFile|hasAssessmentFor|hasAssociatedVulnerability|hasConcludedLicense|hasDataFile|hasDeclaredLicense|hasDeletedFile|hasDependencyManifest|hasDistributionArtifact|hasDocumentation|hasDynamicLink|hasEvidence|hasExample|hasHost|hasInput|hasMetadata|hasOptionalComponent|hasOptionalDependency|hasOutput|hasPrerequisite|hasProvidedDependency|hasRequirement|hasSpecification|hasStaticLink|hasTest|hasTestCase|hasVariant|invokedBy|modifiedBy|other|packagedBy|patchedBy|publishedBy|reportedBy|republishedBy|serializedInArtifact|testedOn|trainedOn|underInvestigationFor|usesTool";
const relationship = `${element} from!=@Element to+=@Element relationshipType!=${relationshipTypes} completeness=complete|incomplete|noAssertion startTime=time endTime=time`;
const algorithms =
  "adler32|blake2b256|blake2b384|blake2b512|blake3|crystalsDilithium|crystalsKyber|falcon|md2|md4|md5|md6|other|sha1|sha224|sha256|sha384|sha3_224|sha3_256|sha3_384|sha3_512|sha512";

export const shapes: Readonly<Record<string, string>> = {
  CreationInfo: "@id=address specVersion!=version created!=time createdBy+=@Agent createdUsing*=@Tool comment=text",
  Tool: element,
  SoftwareAgent: element,
  Organization: element,
  Hash: `algorithm!=${algorithms} hashValue!=hex comment=text`,
  ExternalIdentifier:
    "externalIdentifierType!=cpe22|cpe23|cve|email|gitoid|other|packageUrl|securityOther|swhid|swid|urlScheme identifier!=text identifierLocator*=uri issuingAuthority=text comment=text",
  SpdxDocument: `${collection} dataLicense=@License`,
  software_Sbom: `${collection} context=text software_sbomType*=analyzed|build|deployed|design|runtime|source`,
  software_Package: `${artifact} software_primaryPurpose=${purposes} software_additionalPurpose*=${purposes} software_copyrightText=text
    software_attributionText*=text software_packageVersion=text software_packageUrl=uri software_downloadLocation=uri software_homePage=uri software_sourceInfo=text`,
  Relationship: relationship,
  LifecycleScopedRelationship: `${relationship} scope=build|design|development|other|runtime|test`,
  Annotation: `${element} annotationType!=other|review subject!=@Element statement=text contentType=text`,
  simplelicensing_LicenseExpression: `${element} simplelicensing_licenseExpression!=expression simplelicensing_licenseListVersion=version simplelicensing_customIdToUri*=DictionaryEntry`,
  simplelicensing_SimpleLicensingText: `${element} simplelicensing_licenseText!=text`,
  DictionaryEntry: "key!=text value=@simplelicensing_SimpleLicensingText",
};

/** Classes that an address of a class may lead to. */
export const families: Readonly<Record<string, readonly string[]>> = {
  Agent: ["SoftwareAgent", "Organization"],
  License: ["simplelicensing_LicenseExpression"],
  Element: Object.keys(shapes).filter((name) => shapes[name]?.startsWith("spdxId")),
};

/** What the model itself defines, by the family it belongs to. */
export const individuals: ReadonlyMap<string, readonly string[]> = new Map([
  ["https://spdx.org/rdf/3.0.1/terms/Core/NoneElement", ["Element"]],
  ["https://spdx.org/rdf/3.0.1/terms/Core/NoAssertionElement", ["Element"]],
  ["https://spdx.org/rdf/3.0.1/terms/ExpandedLicensing/NoneLicense", ["Element", "License"]],
  ["https://spdx.org/rdf/3.0.1/terms/ExpandedLicensing/NoAssertionLicense", ["Element", "License"]],
]);
