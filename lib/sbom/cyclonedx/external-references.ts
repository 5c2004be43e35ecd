import { detailText } from "../component-details";
import { cyclonedxHash, readHashes } from "../hashes";
import { isObject } from "../json";
import type { ComponentDetails } from "../model";
import type { WarningSink } from "../warnings";

const urlFields = new Map<unknown, "downloadUrl" | "homepageUrl" | "repositoryUrl">([
  ["distribution", "downloadUrl"],
  ["website", "homepageUrl"],
  ["vcs", "repositoryUrl"],
]);

/** Adds the first address of each kind, and the hashes of what is distributed. `at` is the component's place. */
export function addExternalReferences(details: ComponentDetails, value: unknown, at: () => string, sink: WarningSink): void {
  if (!Array.isArray(value)) return;
  for (let i = 0; i < value.length; i += 1) {
    const reference: unknown = value[i];
    if (!isObject(reference)) continue;
    const field = urlFields.get(reference.type);
    if (field === undefined) continue;
    details[field] ??= detailText(reference.url);
    if (field !== "downloadUrl" || reference.hashes === undefined) continue;
    for (const hash of readHashes(reference.hashes, cyclonedxHash, sink, () => `${at()}/externalReferences/${i}/hashes`)) details.distributionHashes.push(hash);
  }
}
