import type { Advisory } from "../model";
import { checkRecord } from "./check-record";
import { decodeRecord } from "./decode-record";
import { kindOf } from "./kind";
import { aliasesMax, idLengthMax, summaryLengthMax } from "./limits";
import { readAffected } from "./read-affected";
import type { OsvRecord } from "./record";
import { OsvRefusal } from "./refusal";
import { severitiesOf } from "./severities";
import { readTimestamp } from "./timestamp";

/** An advisory, or why the record is none: a code of a closed list, a sentence, and a JSON pointer to the place. */
export type ReadRecord =
  | { kind: "advisory"; advisory: Advisory }
  | { kind: "refused"; key: string | null; code: string; detail: string; pointer: string | null };

/** Reads the bytes of one OSV record (schema 1.7.5 and earlier). Never throws for what is in them. */
export function readOsvRecord(bytes: Buffer): ReadRecord {
  let value: unknown = null;
  try {
    value = decodeRecord(bytes);
    checkRecord(value);
    return { kind: "advisory", advisory: toAdvisory(value) };
  } catch (error) {
    if (!(error instanceof OsvRefusal)) throw error;
    return { kind: "refused", key: keyOf(value), code: error.code, detail: error.message, pointer: error.pointer };
  }
}

function keyOf(value: unknown): string | null {
  const id = typeof value === "object" && value !== null && "id" in value ? value.id : null;
  return typeof id === "string" && id !== "" && id.length <= idLengthMax ? id : null;
}

function toAdvisory(record: OsvRecord): Advisory {
  const kind = kindOf(record);
  const withdrawnAt = record.withdrawn === undefined ? null : readTimestamp(record.withdrawn);
  const affected = withdrawnAt === null ? readAffected(record.affected ?? [], kind === "malware") : { ranges: [], versions: [], skipped: [] };
  return {
    source: "osv",
    key: record.id,
    kind,
    modifiedAt: readTimestamp(record.modified) ?? record.modified,
    publishedAt: record.published === undefined ? null : readTimestamp(record.published),
    withdrawnAt,
    aliases: aliasesOf(record),
    summary: record.summary?.replace(/\s+/g, " ").trim().slice(0, summaryLengthMax) || null,
    severities: severitiesOf(record),
    ...affected,
  };
}

/** Without the id itself and repetitions in another case. */
function aliasesOf({ id, aliases }: OsvRecord): string[] {
  const seen = new Set([id.toUpperCase()]);
  const kept: string[] = [];
  for (const alias of aliases ?? []) {
    const name = alias.toUpperCase();
    if (alias === "" || alias.length > idLengthMax || seen.has(name) || kept.length >= aliasesMax) continue;
    seen.add(name);
    kept.push(alias);
  }
  return kept;
}
