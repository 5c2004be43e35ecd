import type { ClientBase } from "pg";
import type { GivenVersions } from "../given";
import { byteaText } from "./subject-rows";

type Keys = Pick<GivenVersions, "lo" | "hi" | "hiInclusive">;
/** `isExact`: the range is a version, whatever signs are in it. */
export type OutdatedSubject = Keys & { decisionId: string; n: number; ecosystem: string; range: string; isExact: boolean };

/** Subjects with a range whose keys are of an older revision. */
export async function selectOutdatedSubjects(client: ClientBase, revision: number, limit: number): Promise<OutdatedSubject[]> {
  const { rows } = await client.query<OutdatedSubject>({
    name: "decisions-outdated",
    text: `select ds.decision_id as "decisionId", ds.n, k.ecosystem, ds.range, ds.lo, ds.hi, ds.hi_inclusive as "hiInclusive", cardinality(ds.versions) > 0 as "isExact"
      from decision_subject ds join package k on k.id = ds.package_id where ds.key_rev < $1 and ds.range is not null order by ds.decision_id, ds.n limit $2`,
    values: [revision, limit],
  });
  return rows;
}

/** Stores keys of a revision; what was decided is not touched. */
export async function updateSubjectKeys(client: ClientBase, revision: number, subjects: readonly (Keys & { decisionId: string; n: number })[]): Promise<void> {
  const json = subjects.map(({ decisionId, n, lo, hi, hiInclusive }) => ({
    id: decisionId,
    n,
    lo: lo.map(byteaText),
    hi: hi.map((key) => key && byteaText(key)),
    inclusive: hiInclusive,
  }));
  await client.query({
    name: "decisions-rekey",
    text: `update decision_subject ds set lo = fresh.lo, hi = fresh.hi, hi_inclusive = fresh.inclusive, key_rev = $1
      from json_to_recordset($2::json) as fresh(id uuid, n int, lo bytea[], hi bytea[], inclusive bool[]) where ds.decision_id = fresh.id and ds.n = fresh.n`,
    values: [revision, JSON.stringify(json)],
  });
}
