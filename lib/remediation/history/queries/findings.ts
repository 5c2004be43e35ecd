import type { ClientBase } from "pg";
import { int4Array } from "@/lib/db/binary-arrays";
import { int4Column, timestampColumn } from "@/lib/db/binary-columns";
import { codeSql } from "./class-sql";

/** Findings as columns, in no order. */
export type FindingColumns = {
  artifacts: Int32Array;
  versions: Int32Array;
  vulnerabilities: Int32Array;
  codes: Int32Array;
  openedMs: Float64Array;
  /** NaN while it is open. */
  closedMs: Float64Array;
};

const none = Buffer.alloc(0);
/** Instead of a time that is not there: the year 2200. */
const neverMs = 7_258_118_400_000;

/** All findings of some artifacts with their classes of today. */
export async function selectFindingsOf(client: ClientBase, artifactIds: ArrayLike<number>): Promise<FindingColumns> {
  const { rows } = await client.query<Record<"artifacts" | "versions" | "vulnerabilities" | "codes" | "opened" | "closed", Buffer | null>>({
    text: `select string_agg(int4send(x.artifact_id), '') as artifacts, string_agg(int4send(x.package_version_id), '') as versions,
        string_agg(int4send(x.vulnerability_id), '') as vulnerabilities, string_agg(int4send(${codeSql}), '') as codes,
        string_agg(timestamptz_send(x.opened_at), '') as opened, string_agg(timestamptz_send(coalesce(x.closed_at, to_timestamp(${neverMs / 1_000}))), '') as closed
      from finding x join vulnerability v on v.id = x.vulnerability_id where x.artifact_id = any($1::int[])`,
    values: [int4Array(artifactIds)],
  });
  const { artifacts, versions, vulnerabilities, codes, opened, closed } = rows[0] ?? {};
  return {
    artifacts: int4Column(artifacts ?? none),
    versions: int4Column(versions ?? none),
    vulnerabilities: int4Column(vulnerabilities ?? none),
    codes: int4Column(codes ?? none),
    openedMs: timestampColumn(opened ?? none),
    closedMs: timestampColumn(closed ?? none).map((ms) => (ms === neverMs ? Number.NaN : ms)),
  };
}
