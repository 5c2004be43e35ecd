import type { AdvisoryKind } from "@/lib/advisories/model";
import { isList, isObject } from "./check-values";
import type { OsvRecord } from "./record";

const informational: Record<string, AdvisoryKind> = { unmaintained: "unmaintained", unsound: "unsound", notice: "notice" };

// Embedded malicious code and its kinds: Trojan horse, replicating code, trapdoor, logic bomb, spyware.
const maliceOnly = new Set(["CWE-506", "CWE-507", "CWE-508", "CWE-509", "CWE-510", "CWE-511", "CWE-512"]);

/**
 * What a record is about. Malware is what its database says is nothing else: the ids of OpenSSF's (MAL) and Leitwacht's (LWA) malicious
 * packages, their origins, a CWE list of malicious code only, RustSec's category `malicious`. RustSec's `informational` gives the milder kinds.
 */
export function kindOf(record: OsvRecord): AdvisoryKind {
  if (/^(?:MAL|LWA)-/.test(record.id)) return "malware";
  const specific = record.database_specific;
  if (specific !== undefined && (isList(specific["malicious-packages-origins"]) || isMalice(specific.cwe_ids))) return "malware";
  let kind: AdvisoryKind | null = null;
  for (const entry of record.affected ?? []) {
    const own = entry.database_specific;
    if (own === undefined) continue;
    if (isMalice(own.cwes) || (isList(own.categories) && own.categories.includes("malicious"))) return "malware";
    if (typeof own.informational === "string" && Object.hasOwn(informational, own.informational)) kind ??= informational[own.informational] ?? null;
  }
  if (record.aliases?.some((alias) => alias.startsWith("MAL-"))) return "malware";
  return kind ?? "vulnerability";
}

/** True for a list of CWEs, as texts or as GitHub's objects, that all mean malicious code. */
function isMalice(cwes: unknown): boolean {
  if (!isList(cwes) || cwes.length === 0) return false;
  for (const cwe of cwes) {
    const id = isObject(cwe) ? cwe.cweId : cwe;
    if (typeof id !== "string" || !maliceOnly.has(id)) return false;
  }
  return true;
}
