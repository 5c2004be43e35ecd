import type { ClientBase } from "pg";
import type { DecisionScope } from "../words";

/** A subject of a decision with the names of today. */
export type SubjectRead = {
  decisionId: string;
  n: number;
  names: string[];
  /** Of the vulnerability that has the first of the names today; null: none has. */
  displayId: string | null;
  /** The names as that vulnerability writes them. */
  ids: string[] | null;
  ecosystem: string | null;
  packageName: string | null;
  range: string | null;
  scope: DecisionScope;
  scopeSlug: string | null;
  scopeName: string | null;
  artifactId: number | null;
  artifactKind: string | null;
  artifactName: string | null;
  ref: string | null;
};

const shown = `ds.decision_id as "decisionId", ds.n, ds.names, g.display_id as "displayId", g.ids, k.ecosystem, k.name as "packageName", ds.range, ds.scope,
  coalesce(t.slug, s.slug) as "scopeSlug", coalesce(t.name, s.name) as "scopeName", a.id as "artifactId", a.kind as "artifactKind", a.name as "artifactName", a.ref`;

const named = `left join lateral (select v.display_id, v.ids from vulnerability_alias va join vulnerability v on v.id = va.vulnerability_id
    where va.name = any(ds.names) order by va.name limit 1) g on true
  left join package k on k.id = ds.package_id
  left join team t on ds.scope = 'team' and t.id = ds.scope_id
  left join artifact a on ds.scope = 'artifact' and a.id = ds.scope_id
  left join service s on s.id = case ds.scope when 'service' then ds.scope_id when 'artifact' then a.service_id end`;

/** A page of the subjects of a decision, in their order. */
export async function selectSubjects(client: ClientBase, decisionId: string, after: number, limit: number): Promise<SubjectRead[]> {
  const { rows } = await client.query<SubjectRead>({
    name: "decisions-subjects",
    text: `select ${shown} from decision_subject ds ${named} where ds.decision_id = $1 and ds.n > $2 order by ds.n limit $3`,
    values: [decisionId, after, limit],
  });
  return rows;
}

/** Some subjects of some decisions, each by its number. */
export async function selectSubjectsAt(client: ClientBase, places: readonly { decisionId: string; n: number }[]): Promise<SubjectRead[]> {
  if (places.length === 0) return [];
  const { rows } = await client.query<SubjectRead>({
    name: "decisions-subjects-at",
    text: `select ${shown} from unnest($1::uuid[], $2::int[]) as wanted(id, n) join decision_subject ds on ds.decision_id = wanted.id and ds.n = wanted.n ${named}`,
    values: [places.map(({ decisionId }) => decisionId), places.map(({ n }) => n)],
  });
  return rows;
}
