import { int4Array, int4OrNullArray, textArray } from "@/lib/db/binary-arrays";
import type { GivenSubject, GivenVersions } from "../given";

/** A subject under the number that it has in its decision. */
export type SubjectRow = GivenSubject & { n: number };

/**
 * CTEs of subjects that are parameters from `$first` on, and these: `lists(named, names)`, and `ds` with the columns of `decision_subject` but for the names,
 * whose list `named` says. Names and versions are few lists that many subjects share, so each is sent once, as JSON: PostgreSQL has no array of arrays of
 * different lengths.
 */
export function subjectsCtes(subjects: readonly SubjectRow[], first: number): { text: string; values: unknown[] } {
  const at = (place: number) => `$${first + place}`;
  const text = `lists as materialized (select * from json_to_recordset(${at(6)}::json) as l(named int, names text[])),
      spans as materialized (select * from json_to_recordset(${at(7)}::json) as v(versioned int, range text, lo bytea[], hi bytea[], hi_inclusive bool[], versions text[])),
      ds as materialized (select * from unnest(${at(0)}::int4[], ${at(1)}::int4[], ${at(2)}::int4[], ${at(3)}::int4[], ${at(4)}::text[], ${at(5)}::int4[])
        as s(n, named, versioned, package_id, scope, scope_id) join spans using (versioned))`;
  const values = sent.get(subjects) ?? valuesOf(subjects);
  sent.set(subjects, values);
  return { text, values };
}

/** What subjects were sent as: what they mean is asked for before they are written. */
const sent = new WeakMap<readonly SubjectRow[], unknown[]>();

function valuesOf(subjects: readonly SubjectRow[]): unknown[] {
  const names = numbers(subjects.map((subject) => subject.names));
  const versions = numbers(subjects.map((subject) => subject.versions));
  return [
    int4Array(subjects.map(({ n }) => n)),
    int4Array(names.places),
    int4Array(versions.places),
    int4OrNullArray(subjects.map(({ packageId }) => packageId)),
    textArray(subjects.map(({ scope }) => scope)),
    int4OrNullArray(subjects.map(({ scopeId }) => scopeId)),
    JSON.stringify(names.each.map((list, named) => ({ named, names: list }))),
    JSON.stringify(versions.each.map(jsonOfVersions)),
  ];
}

function jsonOfVersions({ range, lo, hi, hiInclusive, versions }: GivenVersions, versioned: number): object {
  return { versioned, range, lo: lo.map(byteaText), hi: hi.map((key) => key && byteaText(key)), hi_inclusive: hiInclusive, versions };
}

/** Each thing once, and the place of each of the given ones among them. */
function numbers<T extends object>(given: readonly T[]): { each: T[]; places: number[] } {
  const known = new Map<T, number>();
  const places = given.map((one) => {
    const place = known.get(one) ?? known.size;
    known.set(one, place);
    return place;
  });
  return { each: [...known.keys()], places };
}

/** A `bytea` as text. */
export const byteaText = (key: Buffer) => `\\x${key.toString("hex")}`;
