/** Words whose spelling in JSON does not follow from that in RDF. */
const irregular: ReadonlyMap<string, string> = new Map([
  ["relationshipType_testcaseOf", "TEST_CASE_OF"],
  ["referenceCategory_packageManager", "PACKAGE-MANAGER"],
  ["referenceCategory_persistentId", "PERSISTENT-ID"],
  ["checksumAlgorithm_sha3_256", "SHA3-256"],
  ["checksumAlgorithm_sha3_384", "SHA3-384"],
  ["checksumAlgorithm_sha3_512", "SHA3-512"],
  ["checksumAlgorithm_blake2b256", "BLAKE2b-256"],
  ["checksumAlgorithm_blake2b384", "BLAKE2b-384"],
  ["checksumAlgorithm_blake2b512", "BLAKE2b-512"],
]);

/** A term of an enumeration, `relationshipType_dependsOn` at the end of its address, as JSON writes it: `DEPENDS_ON`. */
export function wordOf(uri: string): string {
  const term = uri.slice(Math.max(uri.lastIndexOf("#"), uri.lastIndexOf("/")) + 1);
  const known = irregular.get(term);
  if (known !== undefined) return known;
  const word = term.slice(term.indexOf("_") + 1);
  return word.replace(/([a-z])([A-Z])/g, "$1_$2").toUpperCase();
}

const listedLicence = /^https?:\/\/(?:www\.)?spdx\.org\/licenses\/([^/#?]+?)(?:\.html|\.json|\.jsonld)?$/;

/** The id of a licence or exception on SPDX's list, from its address; null for another address. */
export function listedId(uri: string): string | null {
  return listedLicence.exec(uri)?.[1] ?? null;
}

/** `NONE` and `NOASSERTION` by their addresses; null for another one. */
export function absenceOf(uri: string): "NONE" | "NOASSERTION" | null {
  const term = /^http:\/\/spdx\.org\/rdf\/terms[#/](none|noassertion)$/i.exec(uri)?.[1]?.toUpperCase();
  return term === "NONE" || term === "NOASSERTION" ? term : null;
}
