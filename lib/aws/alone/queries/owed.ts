import type { ClientBase } from "pg";
import { int4Array } from "@/lib/db/binary-arrays";

/** SQL of the artifacts of which what is kept is of before. */
export const owedArtifacts = `select artifact_id from inspector_alone_owed
    union select a.artifact_id from inspector_alone_artifact a left join artifact_findings f on f.artifact_id = a.artifact_id where a.findings_rev is distinct from f.rev`;

/** Those artifacts. */
export async function selectOwed(on: ClientBase): Promise<number[]> {
  const { rows } = await on.query<{ ids: number[] }>({ name: "alone-owed", text: `select array(${owedArtifacts}) as ids` });
  return rows[0]?.ids ?? [];
}

/** Says that observations of these advisories are of another vulnerability than before. The caller holds the lock of the advisories. */
export async function oweMoved(on: ClientBase, advisoryIds: readonly number[]): Promise<void> {
  if (advisoryIds.length === 0) return;
  await on.query({
    text: `insert into inspector_alone_owed (artifact_id) select distinct artifact_id from observation
      where advisory_id = any(array(select id from advisory where id = any($1::int4[]) and source = 'inspector'))`,
    values: [int4Array(advisoryIds)],
  });
}
