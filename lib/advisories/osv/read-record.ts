import type { Advisory, SkippedPart } from "@/lib/advisories/model";
import { affectedOf } from "./affected";
import { checkRecord } from "./check-record";
import { isObject } from "./check-values";
import { decodeRecord } from "./decode-record";
import { kindOf } from "./kind";
import { aliasesMax, idLengthMax, skippedMax, summaryLengthMax } from "./limits";
import type { OsvRecord } from "./record";
import { OsvRefusal } from "./refusal";
import { severitiesOf } from "./severities";
import { storedTime, zeroTime } from "./timestamp";

/** A record as an advisory, or what is wrong with it and where (a JSON pointer). `key` is the id as far as it could be read. */
export type OsvReading =
  | { kind: "advisory"; advisory: Advisory }
  | { kind: "refused"; key: string | null; code: string; detail: string; pointer: string | null };

/**
 * Reads one OSV record: JSON, at most 16 MiB, checked by schema 1.7.5, normalised to the inventory's names, releases and version keys.
 * Never throws for bad bytes. Time and memory are linear in the record, but for sorting a range's events.
 */
export function readOsvRecord(bytes: Buffer): OsvReading {
  let value: unknown;
  try {
    value = decodeRecord(bytes);
    checkRecord(value);
    return { kind: "advisory", advisory: toAdvisory(value) };
  } catch (error) {
    if (!(error instanceof OsvRefusal)) throw error;
    return { kind: "refused", key: keyOfValue(value), code: error.code, detail: error.message, pointer: error.pointer };
  }
}

function keyOfValue(value: unknown): string | null {
  const id = isObject(value) ? value.id : undefined;
  return typeof id === "string" && id !== "" ? id.slice(0, idLengthMax) : null;
}

function toAdvisory(record: OsvRecord): Advisory {
  const skipped: SkippedPart[] = [];
  const skip = (part: SkippedPart) => {
    if (skipped.length < skippedMax) skipped.push(part);
  };
  const kind = kindOf(record);
  const { ranges, versions } = affectedOf(record, kind, skip);
  return {
    source: "osv",
    key: record.id,
    kind,
    modifiedAt: modifiedAt(record),
    publishedAt: timeOrNull(record.published),
    withdrawnAt: timeOrNull(record.withdrawn),
    aliases: aliasesOf(record, skip),
    summary: summaryOf(record.summary),
    severities: severitiesOf(record, skip),
    ranges,
    versions,
    skipped,
  };
}

/** Go's own database leaves `modified` at zero: the latest of its other times stands in, so that a mirror's real one is newer. */
function modifiedAt({ modified, published, withdrawn }: OsvRecord): string {
  if (modified !== zeroTime) return storedTime(modified);
  const latest = published !== undefined && (withdrawn === undefined || withdrawn < published) ? published : withdrawn;
  return latest === undefined ? modified : storedTime(latest);
}

function timeOrNull(time: string | undefined): string | null {
  return time === undefined ? null : storedTime(time);
}

/** Other ids of the same problem, each once and never the record's own. What is `related` or `upstream` is another problem. */
function aliasesOf(record: OsvRecord, skip: (part: SkippedPart) => void): string[] {
  const aliases = record.aliases;
  if (aliases === undefined || aliases === null || aliases.length === 0) return [];
  const found: string[] = [];
  const seen = aliases.length > 8 ? new Set<string>() : null;
  for (const alias of aliases) {
    const text = alias.trim();
    if (text === "" || text === record.id || text.length > idLengthMax || found.length >= aliasesMax) continue;
    if (seen === null ? found.includes(text) : seen.has(text)) continue;
    seen?.add(text);
    found.push(text);
  }
  if (aliases.length > aliasesMax) skip({ code: "too_many_aliases", pointer: "/aliases", detail: `Aliases past the first ${aliasesMax} are left out.` });
  return found;
}

function summaryOf(summary: string | undefined): string | null {
  const text = summary?.trim() ?? "";
  if (text === "") return null;
  return text.length > summaryLengthMax ? `${text.slice(0, summaryLengthMax - 1).replace(/[\uD800-\uDBFF]$/, "")}…` : text;
}
