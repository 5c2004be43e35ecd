import type { ClientBase } from "pg";
import { int4Array } from "@/lib/db/binary-arrays";
import { conditions, Parameters } from "@/lib/inventory/read";
import { type Candidate, type CandidateColumns, candidateColumns, rank, toCandidates } from "./candidates";
import { artifactFilter, type Facets, serviceFilter } from "./filters";
import { noIds } from "./holdings";
import { ask } from "./kept-plans";

/** What is asked about, as Inspector may report it: package versions as array literals, and vulnerabilities. */
export type Reportable = { versions: readonly string[]; vulnerabilities: readonly number[] };
export type ReportedQuestion = Reportable & { facets: Facets; asOf: Date | null };
/** `observes`: whether there is any observation at all. */
export type Reported = { candidates: Candidate[]; observes: boolean };

/**
 * Services of which Inspector reports that an artifact has any of it, whatever their SBOMs list: they are affected, or not known to be clean. Which of
 * them are not asked about, because all of them is retired, the background of the question knows.
 */
export async function selectReported(client: ClientBase, question: ReportedQuestion): Promise<Reported> {
  const { facets, asOf } = question;
  const parameters = new Parameters();
  const said = saidParts(question, parameters, asOf && parameters.add(asOf));
  if (said.length === 0) return { candidates: [], observes: true };
  const filters = [...artifactFilter(facets, parameters), ...serviceFilter(facets, parameters), asOf ? null : notRetired];
  const part = `select a.service_id as id, ${rank("inspector_reports")} as reason from (${said.join(" union all ")}) o
    join artifact a on a.id = o.artifact_id join service s on s.id = a.service_id where (select exists (select from observation)) ${conditions("and", filters)}`;
  const text = `select exists (select from observation) as observes, c.* from (${candidateColumns(part)}) c`;
  const [row] = await ask<CandidateColumns & { observes: boolean }>(client, { what: "reported", facets }, text, parameters);
  return row ? { candidates: toCandidates(row), observes: row.observes } : { candidates: [], observes: true };
}

const notRetired = "not exists (select from artifact_head h where h.artifact_id = a.id and h.retired_at is not null)";

/**
 * SQL for what is said of it: artifact, package version and advisory. By the partial indexes on what is reported now; of the past only what is still
 * reported and was then is known.
 */
function saidParts({ versions, vulnerabilities }: Reportable, parameters: Parameters, at: string | null): string[] {
  const said = `select o.artifact_id, o.package_version_id, o.advisory_id from observation o
    where o.state in ('open', 'suppressed')${at ? ` and o.opened_at <= ${at}::timestamptz` : ""}`;
  const parts = versions.filter((ids) => ids !== noIds).map((ids) => `${said} and o.package_version_id = any(${parameters.add(ids)}::int[])`);
  if (vulnerabilities.length === 0) return parts;
  const advisories = `array(select id from advisory where source = 'inspector' and vulnerability_id = any(${parameters.add(int4Array(vulnerabilities))}::int[]))`;
  return [...parts, `${said} and o.advisory_id = any(${advisories})`];
}

export type ReportRow = { serviceId: number; resources: number; areImages: boolean; isListed: boolean };

/** Of some services: in how many resources Inspector reports it, and whether a newest SBOM lists what it reports. */
export async function selectReports(client: ClientBase, serviceIds: readonly number[], question: Reportable): Promise<ReportRow[]> {
  const parameters = new Parameters();
  const said = saidParts(question, parameters, null);
  const artifacts = `array(select id from artifact where service_id = any(${parameters.add(int4Array(serviceIds))}::int[]))`;
  const { rows } = await client.query<ReportRow>({
    text: `select x.service_id as "serviceId", count(distinct f.resource_id)::int as resources,
        coalesce(bool_and(r.type = 'AWS_ECR_CONTAINER_IMAGE'), false) as "areImages",
        bool_or(exists (select from presence p where p.artifact_id = o.artifact_id and p.package_version_id = o.package_version_id and p.to_seq is null)) as "isListed"
      from (select * from (${said.join(" union ")}) every where artifact_id = any(${artifacts})) o join artifact x on x.id = o.artifact_id
      left join aws_resource_artifact m on m.artifact_id = o.artifact_id
      left join inspector_finding f on f.resource_id = m.resource_id and f.advisory_id = o.advisory_id and f.status <> 'CLOSED'
        and exists (select from inspector_package p where p.finding_id = f.id and p.package_version_id = o.package_version_id)
      left join aws_resource r on r.id = f.resource_id group by 1`,
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
      join observation o on o.artifact_id = x.artifact_id and o.package_version_id = x.version_id and o.state in ('open', 'suppressed')
      where cardinality($3::int[]) = 0 or exists (select from advisory a where a.id = o.advisory_id and a.vulnerability_id = any($3::int[]))`,
    values: [int4Array(rows.map(({ artifactId }) => artifactId)), int4Array(rows.map(({ packageVersionId }) => packageVersionId)), int4Array(vulnerabilities)],
  });
  return found;
}
