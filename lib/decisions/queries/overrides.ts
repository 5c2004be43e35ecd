import type { ClientBase } from "pg";
import type { DecisionScope, DecisionStatus } from "../words";
import { reachedCtes } from "./reach";

export type Override = { id: string; status: DecisionStatus; acceptance: boolean; scope: DecisionScope; findings: number };
export type DecisionReach = { findings: number; grave: number; overriddenBy: Override[] };

/** The open findings that a decision means, how many are grave, and which other decisions count for them, those for the most findings first. */
export async function selectDecisionReach(client: ClientBase, decisionId: string, overridesMax: number): Promise<DecisionReach> {
  const { rows: scopes } = await client.query<{ scope: DecisionScope }>("select distinct scope from decision_subject where decision_id = $1", [decisionId]);
  const { rows } = await client.query<DecisionReach>({
    text: `with ds as materialized (select n as named, * from decision_subject where decision_id = $1), lists as (select named, names from ds),
      ${reachedCtes(new Set(scopes.map(({ scope }) => scope)))},
      r as materialized (select distinct artifact_id, package_version_id, vulnerability_id, grave from reached),
      o as (select q.decision_id, count(*)::int as n from r join open_finding q using (artifact_id, package_version_id, vulnerability_id)
        where q.decision_id is not null and q.decision_id <> $1 group by 1 order by 2 desc, 1 limit $2)
      select (select count(*)::int from r) as findings, (select count(*)::int from r where grave) as grave,
        coalesce((select json_agg(json_build_object('id', d.id, 'status', d.status, 'acceptance', d.acceptance, 'findings', o.n, 'scope',
          (select s.scope from decision_subject s where s.decision_id = d.id order by s.n limit 1)) order by o.n desc, d.id) from o join decision d on d.id = o.decision_id), '[]') as "overriddenBy"`,
    values: [decisionId, overridesMax],
  });
  return rows[0] ?? { findings: 0, grave: 0, overriddenBy: [] };
}
