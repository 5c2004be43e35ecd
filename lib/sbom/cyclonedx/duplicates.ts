import { knownPurl } from "../identity-cache";
import { isObject, type JsonObject } from "../json";

const mark = "amazon:inspector:sbom_generator:is_duplicate_package";
const original = "amazon:inspector:sbom_generator:duplicate_purl";

/**
 * The identity key of the distro package that owns the files of this component, as Amazon's sbomgen says of language packages that a distro
 * brought (`python3-rpm` and PyPI's `rpm`); null for what is no such duplicate.
 */
export function duplicatedKey({ properties }: JsonObject): string | null {
  if (!Array.isArray(properties)) return null;
  let isMarked = false;
  let purl: string | null = null;
  for (const property of properties) {
    if (!isObject(property) || typeof property.value !== "string") continue;
    if (property.name === mark) isMarked = property.value === "true";
    else if (property.name === original) purl = property.value;
  }
  return isMarked && purl !== null ? (knownPurl(purl, "")?.component.key ?? null) : null;
}
