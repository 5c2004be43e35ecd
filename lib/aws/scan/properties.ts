import { type JsonObject, objectsOf, textOf } from "./json";

/** Before the names of what the scanner says in properties. */
export const scannerPrefix = "amazon:inspector:sbom_scanner:";
const duplicateMark = "amazon:inspector:sbom_generator:is_duplicate_package";

/** What the scanner says in the properties of a component or vulnerability, by the name without its prefix. The first of a name stays. */
export function scannerProperties({ properties }: JsonObject): Map<string, string> {
  const found = new Map<string, string>();
  for (const { name, value } of objectsOf(properties)) {
    if (typeof name !== "string" || textOf(value) === null) continue;
    const key = name.startsWith(scannerPrefix) ? name.slice(scannerPrefix.length) : "";
    if (key !== "" && !found.has(key)) found.set(key, value as string);
  }
  return found;
}

/** Whether sbomgen marked the component as one that a distro package holds. */
export function isMarkedDuplicate({ properties }: JsonObject): boolean {
  return objectsOf(properties).some(({ name, value }) => name === duplicateMark && value === "true");
}
