import type { ClientBase, Pool } from "pg";
import type { FindingStatus, InspectorSeverity } from "@/lib/aws/model";
import type { RowKey } from "@/lib/findings/queries/order";
import type { InspectorFindingView } from "../schemas";
import { resourceColumns } from "./resources";

export type BehindRow = Omit<InspectorFindingView, "firstObservedAt" | "lastObservedAt" | "updatedAt" | "receivedAt" | "resource"> & {
  status: FindingStatus;
  severity: InspectorSeverity;
  firstObservedAt: Date;
  lastObservedAt: Date;
  updatedAt: Date;
  receivedAt: Date;
  key: string;
  type: string;
  account: string;
  region: string;
  name: string;
  digest: string | null;
  tags: string[];
  scan: "ACTIVE" | "INACTIVE" | null;
  running: string[];
  scanReason: string | null;
  scannedAt: Date | null;
  mappedBy: string;
  buildSeq: number | null;
  total: number;
};

/** Findings of a mapping `m` and an advisory `a`; one of several resources of the artifact comes with the first of them only. */
const findingsAt = `select id from inspector_finding where resource_id = m.resource_id and advisory_id = a.id
  union all select f.id from inspector_further x join inspector_finding f on f.id = x.finding_id where x.resource_id = m.resource_id and x.advisory_id = a.id and not exists (
    select from aws_resource_artifact o where o.artifact_id = m.artifact_id and (o.resource_id = f.resource_id
      or o.resource_id < m.resource_id and exists (select from inspector_further y where y.finding_id = f.id and y.resource_id = o.resource_id)))`;

/** The findings behind one row, what is reported first and then the newest; `after` is how many of them are left out. */
export async function selectFindingsBehind(client: ClientBase, key: RowKey, { limit, after }: { limit: number; after: number }): Promise<BehindRow[]> {
  const { rows } = await client.query<BehindRow>({
    name: "observation-findings",
    text: `select f.id, f.arn, a.key as vulnerability, f.status, f.severity, f.score, f.title, f.fix_available as "fixAvailable", f.exploit_available as "exploitAvailable", f.epss,
        f.first_observed_at as "firstObservedAt", f.last_observed_at as "lastObservedAt", f.updated_at as "updatedAt", f.received_at as "receivedAt", f.source,
        ${resourceColumns}, r.scan_reason as "scanReason", r.scanned_at as "scannedAt", m.by as "mappedBy", m.build_seq as "buildSeq",
        p.packages, count(*) over ()::int as total
      from advisory a join aws_resource_artifact m on m.artifact_id = $1
      cross join lateral (${findingsAt}) at join inspector_finding f on f.id = at.id join aws_resource r on r.id = m.resource_id
      cross join lateral (select json_agg(json_build_object('manager', p.manager, 'name', p.name, 'version', p.version, 'filePath', p.file_path, 'fixed', p.fixed,
          'layer', p.layer) order by p.n) as packages from inspector_package p where p.finding_id = f.id and p.package_version_id = $2) p
      where a.vulnerability_id = $3 and a.source = 'inspector' and p.packages is not null
      order by f.status, f.last_observed_at desc, f.id limit $4 offset $5`,
    values: [key.artifactId, key.packageVersionId, key.vulnerabilityId, limit, after],
  });
  return rows;
}

/** A finding as it came, deflated; null: there is none. */
export async function selectRaw(on: ClientBase | Pool, id: number): Promise<{ arn: string; raw: Buffer; digest: Buffer } | null> {
  const { rows } = await on.query<{ arn: string; raw: Buffer; digest: Buffer }>({
    name: "inspector-finding-raw",
    text: "select arn, raw, digest from inspector_finding where id = $1",
    values: [id],
  });
  return rows[0] ?? null;
}
