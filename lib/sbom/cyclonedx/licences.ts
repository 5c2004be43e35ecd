import { detailText } from "../component-details";
import { isObject } from "../json";
import type { ComponentLicences } from "../model";

/**
 * Adds the entries of `licenses`: ids, names and expressions as written. An entry without `acknowledgement` counts as declared;
 * what stands below `evidence` was observed (`observed` is true). Old writers leave out the wrapping objects.
 */
export function addLicences(licences: ComponentLicences, value: unknown, observed: boolean): void {
  const entries: readonly unknown[] = Array.isArray(value) ? value : [value];
  for (const entry of entries) {
    if (typeof entry === "string") add(licences, observed ? "observed" : "declared", entry);
    if (!isObject(entry)) continue;
    const licence = isObject(entry.license) ? entry.license : entry;
    const acknowledgement = licence.acknowledgement ?? entry.acknowledgement;
    const list = observed ? "observed" : acknowledgement === "concluded" ? "concluded" : "declared";
    add(licences, list, entry.expression ?? licence.expression ?? licence.id ?? licence.name ?? licence.url ?? entry.license);
  }
}

function add(licences: ComponentLicences, list: keyof ComponentLicences, value: unknown): void {
  const text = detailText(value);
  if (text !== null) licences[list].push(text);
}
