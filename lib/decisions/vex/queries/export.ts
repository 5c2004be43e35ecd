import type { ClientBase } from "pg";
import { conditions, Parameters } from "@/lib/inventory/read";
import type { PackageIdentity } from "@/lib/sbom/model";
import type { DecisionResponse, DecisionStatus, Justification } from "../../words";

/** What a decision says of a vulnerability, with the findings for which it counts. */
export type EffectiveRow = {
  id: string;
  ids: string[];
  summary: string | null;
  status: DecisionStatus;
  justification: Justification | null;
  responses: DecisionResponse[];
  detail: string | null;
  evidenceUrl: string | null;
  acceptedUntil: Date | null;
  at: Date;
  artifactIds: number[];
  packageVersionIds: number[];
};

export type ExportFilters = { service: string | null; team: string | null; statuses: readonly DecisionStatus[] | null };

function where({ service, team, statuses }: ExportFilters, parameters: Parameters): string {
  return conditions("where", [
    "q.decision_id is not null",
    service && `s.slug = ${parameters.add(service)}::text`,
    team && `s.team_id = (select id from team where slug = ${parameters.add(team)}::text)`,
    statuses && `d.status = any(${parameters.add(statuses)}::text[])`,
  ]);
}

const from = `from open_finding q join service s on s.id = q.service_id join decision d on d.id = q.decision_id join decision_effect e on e.decision_id = d.id
  join vulnerability v on v.id = q.vulnerability_id`;

export async function countEffective(client: ClientBase, filters: ExportFilters): Promise<number> {
  const parameters = new Parameters();
  const { rows } = await client.query<{ count: number }>({
    text: `select count(*)::int as count ${from} ${where(filters, parameters)}`,
    values: parameters.values,
  });
  return rows[0]?.count ?? 0;
}

/** Decisions that count for open findings, one row for each with a vulnerability, in the order of vulnerabilities. */
export async function selectEffective(client: ClientBase, filters: ExportFilters): Promise<EffectiveRow[]> {
  const parameters = new Parameters();
  const { rows } = await client.query<EffectiveRow>({
    text: `select v.display_id as id, v.ids, v.summary, d.status, d.justification, d.responses, d.detail, d.evidence_url as "evidenceUrl",
        case when d.acceptance then d.expires_at end as "acceptedUntil", e.from_at as at,
        array_agg(q.artifact_id order by q.artifact_id, q.package_version_id) as "artifactIds",
        array_agg(q.package_version_id order by q.artifact_id, q.package_version_id) as "packageVersionIds"
      ${from} ${where(filters, parameters)} group by v.id, d.id, e.from_at order by v.display_id, d.id`,
    values: parameters.values,
  });
  return rows;
}

export type ExportedArtifactRow = { id: number; service: string; name: string; kind: string; ref: string; version: string | null; digest: string | null };

export async function selectExportedArtifacts(client: ClientBase, ids: readonly number[]): Promise<ExportedArtifactRow[]> {
  const { rows } = await client.query<ExportedArtifactRow>({
    name: "vex-exported-artifacts",
    text: `select a.id, s.slug as service, a.name, a.kind, a.ref, b.version, (select x from unnest(b.digests) x where x like 'sha256:%' limit 1) as digest
      from artifact a join service s on s.id = a.service_id left join artifact_head h on h.artifact_id = a.id
        left join build b on b.artifact_id = a.id and b.seq = h.head_seq where a.id = any($1::int[]) order by 2, 3, 5, 1`,
    values: [ids],
  });
  return rows;
}

export async function selectExportedComponents(client: ClientBase, ids: readonly number[]): Promise<(PackageIdentity & { id: number })[]> {
  const { rows } = await client.query<PackageIdentity & { id: number }>({
    name: "vex-exported-components",
    text: `select pv.id, k.ecosystem, k.name, pv.version, pv.release from package_version pv join package k on k.id = pv.package_id where pv.id = any($1::int[]) order by 2, 3, 4, 1`,
    values: [ids],
  });
  return rows;
}
