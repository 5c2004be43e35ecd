import type { AdvisoryKind } from "../model";
import type { OsvAffected, OsvRecord } from "./record";

const informational: Record<string, AdvisoryKind> = { unmaintained: "unmaintained", unsound: "unsound", notice: "notice" };

/**
 * What an advisory is about. Malware: records of the OSSF's malicious packages (`MAL-`), of whoever names such a record as its
 * alias, and GitHub's malware advisories. RustSec's `informational` gives the other kinds where every package has one.
 */
export function kindOf(record: OsvRecord): AdvisoryKind {
  if (isMalware(record)) return "malware";
  const affected = record.affected ?? [];
  const kinds = new Set(affected.map(informationalOf));
  const [only] = kinds;
  return kinds.size === 1 && only ? only : "vulnerability";
}

function isMalware({ id, aliases, summary, affected, database_specific }: OsvRecord): boolean {
  if (id.startsWith("MAL-") || aliases?.some((alias) => alias.startsWith("MAL-"))) return true;
  if (database_specific?.["malicious-packages-origins"] !== undefined) return true;
  // GitHub's malware advisories have no field of their own: this weakness, and this title that it gives all of them.
  return (
    /^(?:Malware|Malicious code) in /.test(summary ?? "") &&
    (cwes(database_specific?.cwe_ids) || (affected ?? []).some((entry) => cwes(entry.database_specific?.cwes)))
  );
}

/** Whether CWE-506, embedded malicious code, is among them; as texts or as objects. */
function cwes(list: unknown): boolean {
  return (
    Array.isArray(list) &&
    list.some((each: unknown) => each === "CWE-506" || (typeof each === "object" && each !== null && "cweId" in each && each.cweId === "CWE-506"))
  );
}

function informationalOf({ database_specific }: OsvAffected): AdvisoryKind | null {
  const value = database_specific?.informational;
  return typeof value === "string" ? (informational[value] ?? "notice") : null;
}
