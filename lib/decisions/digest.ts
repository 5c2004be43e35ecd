import { createHash } from "node:crypto";
import type { GivenDecision } from "./given";

/**
 * SHA-256 of all that is decided, subjects included: what a second person votes on. Keys of versions are left out, because they follow from the ranges
 * and change with the rules by which they are made.
 */
export function digestOf(given: GivenDecision): Buffer {
  const { origin, documentId, status, justification, responses, detail, evidenceUrl, acceptance, expiresAt } = given;
  const hash = createHash("sha256");
  hash.update(JSON.stringify([origin, documentId, status, justification, responses, detail, evidenceUrl, acceptance, expiresAt?.toISOString() ?? null]));
  for (const { names, packageId, versions, scope, scopeId } of given.subjects)
    hash.update(`\n${JSON.stringify([names, packageId, versions.range, versions.versions, scope, scopeId])}`);
  return hash.digest();
}
