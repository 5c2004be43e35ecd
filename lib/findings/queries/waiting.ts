import type { ClientBase } from "pg";
import { int4Array } from "@/lib/db/binary-arrays";
import { meansVersion } from "@/lib/decisions/queries/effective";
import type { DecidedState, DecisionStatus } from "@/lib/decisions/words";
import type { RowKey } from "./order";

/** A decision that would count for a finding if a second person approved it. */
type WaitingRow = { place: number; id: string; status: DecisionStatus; acceptance: boolean };

/** The last decision that waits for a second person, for each row that one means, by its place. */
export async function selectWaiting(client: ClientBase, keys: readonly RowKey[], at: Date): Promise<ReadonlyMap<number, { id: string; state: DecidedState }>> {
  if (keys.length === 0) return new Map();
  const means = meansVersion({ packageId: "pv.package_id", version: "pv.version", versionKey: "pv.version_key" });
  const { rows } = await client.query<WaitingRow>({
    name: "finding-waiting",
    text: `select x.place::int - 1 as place, w.id, w.status, w.acceptance
      from unnest($1::int[], $2::int[], $3::int[]) with ordinality as x(artifact_id, version_id, vulnerability_id, place)
      join artifact a on a.id = x.artifact_id join service s on s.id = a.service_id join package_version pv on pv.id = x.version_id
      cross join lateral (select d.id, d.status, d.acceptance from vulnerability_alias va join decision_name dn on dn.name = va.name
        join decision_subject ds on ds.decision_id = dn.decision_id and ds.n = dn.n
        join decision d on d.id = ds.decision_id and d.needs_approval and d.approve_by > $4
        where va.vulnerability_id = x.vulnerability_id and ${means}
          and case ds.scope when 'everywhere' then true when 'artifact' then ds.scope_id = a.id when 'service' then ds.scope_id = s.id else ds.scope_id = s.team_id end
          and not exists (select from decision_effect e where e.decision_id = d.id) and not exists (select from decision_end e where e.decision_id = d.id)
        order by d.id desc limit 1) w`,
    values: [
      int4Array(keys.map((key) => key.artifactId)),
      int4Array(keys.map((key) => key.packageVersionId)),
      int4Array(keys.map((key) => key.vulnerabilityId)),
      at,
    ],
  });
  return new Map(rows.map(({ place, id, status, acceptance }) => [place, { id, state: acceptance ? "accepted" : status }]));
}
