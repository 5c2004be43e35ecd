import type { ClientBase } from "pg";
import { int4Array } from "@/lib/db/binary-arrays";
import { staysInQueue } from "@/lib/decisions/queries/effective";
import type { DecisionScope } from "@/lib/decisions/words";
import type { Reach } from "../hold-artifacts";

/** Of which artifacts decisions are, as they belong to services and teams now. */
const artifactsOf = (places: string) => `array(
    select scope_id from ${places} where scope = 'artifact'
    union select a.id from ${places} p join artifact a on a.service_id = p.scope_id where p.scope = 'service'
    union select a.id from ${places} p join service s on s.team_id = p.scope_id join artifact a on a.service_id = s.id where p.scope = 'team' order by 1)`;

/** The artifacts that decisions are about. */
export async function selectDecidedPlaces(on: ClientBase, decisionIds: readonly string[]): Promise<Reach> {
  const { rows } = await on.query<Reach>({
    name: "queue-decided-places",
    text: `with ds as materialized (select scope, scope_id from decision_subject where decision_id = any($1::uuid[]) group by 1, 2)
      select case when not exists (select from ds where scope = 'everywhere') then ${artifactsOf("ds")} end as "artifactIds",
        exists (select from ds where scope <> 'artifact') as "mayGrow"`,
    values: [decisionIds],
  });
  return rows[0] ?? { artifactIds: null, mayGrow: true };
}

/** The artifacts that notes are about: all of a service, whatever they hold. */
export async function selectNotedPlaces(on: ClientBase, notes: readonly { serviceId: number }[]): Promise<Reach> {
  const { rows } = await on.query<{ id: number }>({
    name: "queue-noted-places",
    text: "select id from artifact where service_id = any($1::int4[]) order by 1",
    values: [int4Array([...new Set(notes.map(({ serviceId }) => serviceId))])],
  });
  return { artifactIds: rows.map(({ id }) => id), mayGrow: true };
}

/** What is the same of a decision forever. `takesOut`: takes what it is about out of the queue, so that clocks stand still; `accepts`: they stand still in the policy too. */
export type DecidedKind = { scopes: DecisionScope[]; takesOut: boolean; accepts: boolean };

/** What kinds of decisions there are among some. */
export async function selectDecidedKind(on: ClientBase, decisionIds: readonly string[]): Promise<DecidedKind> {
  const { rows } = await on.query<DecidedKind>({
    name: "queue-decided-kind",
    text: `select array(select distinct scope from decision_subject where decision_id = any($1::uuid[])) as scopes,
        coalesce(bool_or(not ${staysInQueue}), false) as "takesOut", coalesce(bool_or(d.acceptance), false) as accepts from decision d where d.id = any($1::uuid[])`,
    values: [decisionIds],
  });
  return rows[0] ?? { scopes: [], takesOut: false, accepts: false };
}
