import { isObject, type JsonObject } from "../json";

/** The purls of a package's `externalRefs`, as written. */
export function purlsOf(entry: JsonObject): string[] {
  return locatorsOf(entry, "purl");
}

/** CPE names of a package's `externalRefs`, as written. */
export function cpesOf(entry: JsonObject): string[] {
  const cpes = [...locatorsOf(entry, "cpe23Type"), ...locatorsOf(entry, "cpe22Type")];
  return cpes.filter((cpe) => cpe.startsWith("cpe:"));
}

/** The first address of the source repository, by the type `vcs` that Debian's tools write. */
export function repositoryOf(entry: JsonObject): string | null {
  return locatorsOf(entry, "vcs")[0] ?? null;
}

/** Old documents name the type by its address, as http://spdx.org/rdf/references/purl; SPDX's own tools by one of the document, as ...#purl. */
function locatorsOf(entry: JsonObject, type: string): string[] {
  const found: string[] = [];
  if (!Array.isArray(entry.externalRefs)) return found;
  for (const ref of entry.externalRefs) {
    if (!isObject(ref) || typeof ref.referenceLocator !== "string" || ref.referenceLocator === "") continue;
    const { referenceType } = ref;
    if (typeof referenceType !== "string" || !referenceType.endsWith(type)) continue;
    if (referenceType.length === type.length || /[/#]/.test(referenceType.charAt(referenceType.length - type.length - 1))) found.push(ref.referenceLocator);
  }
  return found;
}
