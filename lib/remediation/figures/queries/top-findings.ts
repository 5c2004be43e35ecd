import type { ClientBase } from "pg";
import type { AdvisoryKind, SeverityWord } from "@/lib/advisories/model";
import { int4Array } from "@/lib/db/binary-arrays";
import { type OwnerRow, ownerColumns } from "@/lib/inventory/read";
import { stillOpen } from "../../history";
import { codeSql, minuteSql } from "../../history/queries/class-sql";
import type { TopEntry } from "../top";

/** What is shown of a finding, and by which entry it is meant. */
export type TopFindingRow = OwnerRow & {
  artifactId: number;
  opened: number;
  closed: number;
  code: number;
  serviceSlug: string;
  serviceName: string;
  artifactKind: string;
  artifactName: string;
  ref: string;
  ecosystem: string;
  package: string;
  packageVersionId: number;
  version: string;
  release: string;
  vulnerability: string;
  kind: AdvisoryKind;
  severity: SeverityWord;
  kev: boolean;
  epss: number | null;
  summary: string | null;
  openedAt: Date;
  closedAt: Date | null;
};

/** The findings that entries of histories mean: by artifact, minutes and code; of equals in the order of their ids. */
export async function selectTopFindings(client: ClientBase, entries: readonly TopEntry[]): Promise<TopFindingRow[]> {
  if (entries.length === 0) return [];
  const { rows } = await client.query<TopFindingRow>({
    text: `with g as materialized (select distinct * from unnest($1::int[], $2::int[], $3::int[], $4::int[]) as e(artifact_id, opened, closed, code))
      select g.artifact_id as "artifactId", g.opened, g.closed, g.code, s.slug as "serviceSlug", s.name as "serviceName", ${ownerColumns},
        a.kind as "artifactKind", a.name as "artifactName", a.ref, k.ecosystem, k.name as package, pv.id as "packageVersionId", pv.version, pv.release,
        v.display_id as vulnerability, v.kind, v.severity, v.kev_added_on is not null as kev, v.epss, v.summary, x.opened_at as "openedAt", x.closed_at as "closedAt"
      from g join finding x on x.artifact_id = g.artifact_id and x.opened_at >= to_timestamp(g.opened * 60.0) and x.opened_at < to_timestamp((g.opened + 1) * 60.0)
      join vulnerability v on v.id = x.vulnerability_id join package_version pv on pv.id = x.package_version_id join package k on k.id = pv.package_id
      join artifact a on a.id = g.artifact_id join service s on s.id = a.service_id left join team t on t.id = s.team_id
      where ${codeSql} = g.code and coalesce(${minuteSql("x.closed_at")}, ${stillOpen}) = g.closed
      order by g.artifact_id, g.opened, x.package_version_id, x.vulnerability_id`,
    values: [columnOf(entries, "artifactId"), columnOf(entries, "opened"), columnOf(entries, "closed"), columnOf(entries, "code")],
  });
  return rows;
}

const columnOf = (entries: readonly TopEntry[], name: "artifactId" | "opened" | "closed" | "code") => int4Array(entries.map((entry) => entry[name]));
