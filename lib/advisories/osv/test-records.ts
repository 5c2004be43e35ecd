import type { Advisory, AffectedRange } from "@/lib/advisories/model";
import { schemeOf, versionKey } from "@/lib/versions";
import { type OsvReading, readOsvRecord } from "./read-record";

/** A record with the least that the schema asks for, and what a test adds. */
export function record(more: Record<string, unknown> = {}): Record<string, unknown> {
  return { id: "GHSA-test-0000-0001", modified: "2026-01-02T03:04:05Z", ...more };
}

/** A record about one package. */
export function about(ecosystem: string, name: string, entry: Record<string, unknown>, more: Record<string, unknown> = {}): Record<string, unknown> {
  return record({ affected: [{ package: { ecosystem, name }, ...entry }], ...more });
}

/** One range of the kind that is not GIT. */
export const range = (...events: Record<string, string>[]) => ({ type: "ECOSYSTEM", events });

/** What the reader makes of a value. */
export const reading = (value: unknown): OsvReading => readOsvRecord(Buffer.from(JSON.stringify(value)));

/** The advisory of a record that has to be readable. */
export function read(value: unknown): Advisory {
  const found = reading(value);
  if (found.kind === "refused") throw new Error(`${found.code}: ${found.detail}`);
  return found.advisory;
}

/** Which of the versions the advisory affects, by keys alone, for the only package of its kind. */
export function affectedAmong(advisory: Advisory, versions: readonly string[], release?: string): string[] {
  return versions.filter((version) => {
    const inRange = advisory.ranges.some((each) => (release === undefined || each.release === release) && contains(each, version));
    return inRange || advisory.versions.some((each) => (release === undefined || each.release === release) && each.version === version);
  });
}

function contains({ ecosystem, lo, hi, hiInclusive }: AffectedRange, version: string): boolean {
  const scheme = schemeOf(ecosystem);
  const key = scheme === null ? null : versionKey(scheme, version);
  if (key === null || Buffer.compare(key, lo) < 0) return false;
  if (hi === null) return true;
  const order = Buffer.compare(key, hi);
  return order < 0 || (order === 0 && hiInclusive);
}
