import { keyRevision } from "@/lib/versions";
import type { GivenSubject } from "../given";

/** A subject under the number that it has in its decision. */
export type SubjectRow = GivenSubject & { n: number };

/** The columns that `subjectsJson` has, with their types. */
export const subjectColumns =
  "n int, names text[], package_id int, range text, lo bytea[], hi bytea[], hi_inclusive bool[], key_rev int, versions text[], scope text, scope_id int";

/** Subjects as JSON for `json_to_recordset`: PostgreSQL has no array of arrays of different lengths. */
export function subjectsJson(subjects: readonly SubjectRow[]): string {
  return JSON.stringify(
    subjects.map(({ n, names, packageId, versions, scope, scopeId }) => ({
      n,
      names,
      package_id: packageId,
      range: versions.range,
      lo: versions.lo.map(byteaText),
      hi: versions.hi.map((key) => key && byteaText(key)),
      hi_inclusive: versions.hiInclusive,
      key_rev: keyRevision,
      versions: versions.versions,
      scope,
      scope_id: scopeId,
    })),
  );
}

/** A `bytea` as text. */
export const byteaText = (key: Buffer) => `\\x${key.toString("hex")}`;
