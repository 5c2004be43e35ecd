import type { ClientBase } from "pg";
import { isGoneBySbom, isReported, isStanding } from "@/lib/aws/observations/queries/parts";
import { int4Array } from "@/lib/db/binary-arrays";
import { conditions, Parameters } from "@/lib/inventory/read";
import { type Candidate, type CandidateColumns, candidateColumns, rank, toCandidates } from "./candidates";
import { artifactFilter, type Facets, serviceFilter } from "./filters";
import { noIds } from "./holdings";
import { ask } from "./kept-plans";

/** What is asked about, as Inspector may report it: package versions as array literals, and vulnerabilities. */
export type Reportable = { versions: readonly string[]; vulnerabilities: readonly number[] };
/** `from`: since when it is asked; null: only at the moment. */
export type ReportedQuestion = Reportable & { facets: Facets; asOf: Date | null; from: Date | null };
/** `observes`: whether there is any observation at all. */
export type Reported = { candidates: Candidate[]; observes: boolean };

/**
 * Services of which Inspector reports that an artifact has any of it, or reported it and never saw that it is gone, whatever their SBOMs list: they are
 * affected, or not known to be clean. Which of them are not asked about, because all of them is retired, the background of the question knows.
 */
export async function selectReported(client: ClientBase, question: ReportedQuestion): Promise<Reported> {
  const { facets, asOf, from } = question;
  const parameters = new Parameters();
  const at = asOf && parameters.add(asOf);
  const said = saidParts(question, parameters, at);
  if (said.length === 0) return { candidates: [], observes: true };
  const filters = [...artifactFilter(facets, parameters), ...serviceFilter(facets, parameters), asOf ? null : notRetired];
  // In a window, what was gone only in the course of it may have been there.
  const since = at && from ? parameters.add(from) : at;
  const reason = `case when ${isReported("o")} then ${rank("inspector_reports")} else ${rank("inspector_unverified")} end`;
  const part = `select a.service_id as id, ${reason} as reason from (${said.join(" union all ")}) o
    join artifact a on a.id = o.artifact_id join service s on s.id = a.service_id where (select exists (select from observation))
    and (${isReported("o")} or not ${isGoneBySbom("o", since)}) ${conditions("and", filters)}`;
  const text = `select exists (select from observation) as observes, c.* from (${candidateColumns(part)}) c`;
  const [row] = await ask<CandidateColumns & { observes: boolean }>(client, { what: "reported", facets }, text, parameters);
  return row ? { candidates: toCandidates(row), observes: row.observes } : { candidates: [], observes: true };
}

const notRetired = "not exists (select from artifact_head h where h.artifact_id = a.id and h.retired_at is not null)";

/**
 * SQL for what is said of it, or was and is not known to be gone: by the partial indexes on these states. Of the past only what still stands and did
 * then is known.
 */
function saidParts({ versions, vulnerabilities }: Reportable, parameters: Parameters, at: string | null): string[] {
  const said = `select o.artifact_id, o.package_version_id, o.advisory_id, o.state, o.closed_at from observation o
    where ${isStanding("o")}${at ? ` and o.opened_at <= ${at}::timestamptz` : ""}`;
  const parts = versions.filter((ids) => ids !== noIds).map((ids) => `${said} and o.package_version_id = any(${parameters.add(ids)}::int[])`);
  if (vulnerabilities.length === 0) return parts;
  const advisories = `array(select id from advisory where source = 'inspector' and vulnerability_id = any(${parameters.add(int4Array(vulnerabilities))}::int[]))`;
  return [...parts, `${said} and o.advisory_id = any(${advisories})`];
}

/** `isUnscanned`: of what is not reported any more, that any of it is no longer scanned. */
export type ReportRow = { serviceId: number; resources: number; areImages: boolean; isListed: boolean; isUnscanned: boolean };

/** Whether a finding `f` says what an observation `o` does. */
const isBehind = `f.advisory_id = o.advisory_id and (f.status <> 'CLOSED') = o.reports
          and exists (select from inspector_package p where p.finding_id = f.id and p.package_version_id = o.package_version_id)`;

/**
 * Of some services: in how many resources Inspector reports it, or reported it and does not say that it is gone, and whether a newest SBOM lists it.
 * Those of the second sort have nothing of the first.
 */
export async function selectReports(client: ClientBase, serviceIds: readonly number[], question: Reportable): Promise<ReportRow[]> {
  const parameters = new Parameters();
  const said = saidParts(question, parameters, null);
  const artifacts = `array(select id from artifact where service_id = any(${parameters.add(int4Array(serviceIds))}::int[]))`;
  const { rows } = await client.query<ReportRow>({
    text: `with o as (select distinct x.service_id, every.*, bool_or(${isReported("every")}) over (partition by x.service_id) as reports
        from (${said.join(" union ")}) every join artifact x on x.id = every.artifact_id
        where every.artifact_id = any(${artifacts}) and (${isReported("every")} or not ${isGoneBySbom("every", null)}))
      select o.service_id as "serviceId", count(distinct r.id)::int as resources,
        coalesce(bool_and(r.type = 'AWS_ECR_CONTAINER_IMAGE'), false) as "areImages", bool_or(o.state = 'unscanned') as "isUnscanned",
        bool_or(exists (select from presence p where p.artifact_id = o.artifact_id and p.package_version_id = o.package_version_id and p.to_seq is null)) as "isListed"
      from o left join aws_resource_artifact m on m.artifact_id = o.artifact_id
      left join lateral (
        select f.resource_id from inspector_finding f where f.resource_id = m.resource_id and ${isBehind}
        union all select x.resource_id from inspector_further x join inspector_finding f on f.id = x.finding_id where x.resource_id = m.resource_id and x.advisory_id = o.advisory_id and ${isBehind}) f on true
      left join aws_resource r on r.id = f.resource_id
      where ${isReported("o")} or not o.reports group by 1`,
    values: parameters.values,
  });
  return rows;
}

export type RowPlace = { artifactId: number; packageVersionId: number };

/** Which of some rows Inspector reports too: by the vulnerabilities that are asked for, or, where none is, by any of the package version. */
export async function selectAlsoReported(client: ClientBase, rows: readonly RowPlace[], vulnerabilities: readonly number[]): Promise<RowPlace[]> {
  if (rows.length === 0) return [];
  const { rows: found } = await client.query<RowPlace>({
    name: "blast-radius-also-reported",
    text: `select distinct o.artifact_id as "artifactId", o.package_version_id as "packageVersionId"
      from unnest($1::int[], $2::int[]) as x(artifact_id, version_id)
      join observation o on o.artifact_id = x.artifact_id and o.package_version_id = x.version_id and ${isReported("o")}
      where cardinality($3::int[]) = 0 or exists (select from advisory a where a.id = o.advisory_id and a.vulnerability_id = any($3::int[]))`,
    values: [int4Array(rows.map(({ artifactId }) => artifactId)), int4Array(rows.map(({ packageVersionId }) => packageVersionId)), int4Array(vulnerabilities)],
  });
  return found;
}
