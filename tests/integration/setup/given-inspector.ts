import { createHash, randomBytes } from "node:crypto";
import { deflateRawSync } from "node:zlib";
import type { Pool } from "pg";
import type { InspectorState } from "@/lib/aws/observations/schemas";
import { leafOf } from "@/lib/purl";
import { storedKey } from "@/lib/versions";

const ranks: Record<string, number> = { critical: 5, high: 4, medium: 3, low: 2, informational: 1, untriaged: 0 };
const statusOf = { open: "ACTIVE", suppressed: "SUPPRESSED", closed: "CLOSED", unscanned: "CLOSED", unverified: "CLOSED" } as const;

export type GivenResource = {
  /** Repository or function. */
  name?: string;
  digest?: string;
  tags?: string[];
  scan?: "ACTIVE" | "INACTIVE" | null;
  artifactIds?: readonly number[];
  buildSeq?: number | null;
};

/** A container image that is these artifacts. Returns its row's id. */
export async function givenResource(pool: Pool, given: GivenResource = {}): Promise<number> {
  const { name = "payments/api", digest = `sha256:${randomBytes(32).toString("hex")}`, tags = [], scan = "ACTIVE", artifactIds = [], buildSeq = null } = given;
  const { rows } = await pool.query<{ id: number }>(
    `insert into aws_resource (key, type, type_name, account, region, name, tags, labels, digest, said_at, scan_status, coverage_at, first_seen_at)
     values ($1, 'AWS_ECR_CONTAINER_IMAGE', 'AWS_ECR_CONTAINER_IMAGE', '123456789012', 'eu-west-1', $2, $3, '{}', $4, now(), $5, now(), now()) returning id`,
    [`arn:aws:ecr:eu-west-1:123456789012:repository/${name}/${digest}`, name, tags, digest, scan],
  );
  const id = rows[0]?.id ?? 0;
  for (const artifactId of artifactIds)
    await pool.query("insert into aws_resource_artifact (artifact_id, resource_id, build_seq, by) values ($1, $2, $3, 'digest')", [artifactId, id, buildSeq]);
  return id;
}

/** A vulnerability's advisory of source inspector; the vulnerability is there. */
export async function givenInspectorAdvisory(pool: Pool, vulnerabilityId: number, key: string): Promise<number> {
  const raw = Buffer.from(JSON.stringify({ id: key }));
  const { rows } = await pool.query<{ id: number }>(
    `insert into advisory (source, key, kind, vulnerability_id, modified_at, aliases, severities, feed_ids, digest, raw, revision)
     values ('inspector', $1, 'vulnerability', $2, now(), '{}', '[]', '{}', $3, $4, 32767) returning id`,
    [key, vulnerabilityId, createHash("sha256").update(raw).digest(), raw],
  );
  return rows[0]?.id ?? 0;
}

/** A package version of the dictionary, made when it is not there. */
export async function givenVersion(pool: Pool, name: string, version: string, ecosystem = "npm"): Promise<number> {
  const { rows: packages } = await pool.query<{ id: number }>(
    "insert into package (ecosystem, name, leaf) values ($1, $2, $3) on conflict (ecosystem, name) do update set leaf = excluded.leaf returning id",
    [ecosystem, name, leafOf(ecosystem, name)],
  );
  const { rows } = await pool.query<{ id: number }>(
    `insert into package_version (package_id, version, release, version_key) values ($1, $2, '', $3)
     on conflict (package_id, version, release) do update set key_rev = package_version.key_rev returning id`,
    [packages[0]?.id, version, storedKey(ecosystem, version)],
  );
  return rows[0]?.id ?? 0;
}

export type GivenFinding = {
  resourceId: number;
  advisoryId: number;
  packageVersionId: number;
  state?: InspectorState;
  severity?: string;
  fixed?: string | null;
  filePath?: string;
  openedAt?: Date;
  /** Of what is neither open nor suppressed. */
  closedAt?: Date;
};

/** A finding of Inspector with one package, and what follows from it for the artifacts of its resource. Returns its row's id. */
export async function givenInspectorFinding(pool: Pool, given: GivenFinding): Promise<number> {
  const {
    resourceId,
    advisoryId,
    packageVersionId,
    state = "open",
    severity = "high",
    fixed = null,
    filePath = null,
    openedAt = new Date(),
    closedAt = new Date(),
  } = given;
  const arn = `arn:aws:inspector2:eu-west-1:123456789012:finding/${randomBytes(16).toString("hex")}`;
  const raw = deflateRawSync(JSON.stringify({ findingArn: arn, severity: severity.toUpperCase() }));
  const { rows } = await pool.query<{ id: number }>(
    `insert into inspector_finding (arn, resource_id, advisory_id, kind, status, said_status, severity, severity_rank, title, first_observed_at, last_observed_at, updated_at, digest,
       received_at, source, raw)
     values ($1, $2, $3, 'package', $4, $4, $5, $6, 'A flaw', $7, $7, $7, $8, now(), 'api', $9) returning id`,
    [arn, resourceId, advisoryId, statusOf[state], severity, ranks[severity], openedAt, createHash("sha256").update(raw).digest(), raw],
  );
  const id = rows[0]?.id ?? 0;
  await pool.query(
    `insert into inspector_package (finding_id, n, package_version_id, manager, name, version, file_path, fixed)
     select $1, 0, v.id, 'NODEPKGMGR', k.name, v.version, $3, $4 from package_version v join package k on k.id = v.package_id where v.id = $2`,
    [id, packageVersionId, filePath, fixed],
  );
  await pool.query(
    `insert into observation (artifact_id, package_version_id, advisory_id, state, opened_at, closed_at, findings, open, severity_rank, severity, fixed)
     select artifact_id, $2, $3, $4::text, $5, case when $4::text in ('open', 'suppressed') then null else $9::timestamptz end, 1, ($4::text = 'open')::int, $6, $7::text, $8
     from aws_resource_artifact where resource_id = $1
     on conflict (artifact_id, package_version_id, advisory_id) do update set findings = observation.findings + 1, open = observation.open + excluded.open,
       state = case when 'open' in (observation.state, excluded.state) then 'open' else observation.state end`,
    [resourceId, packageVersionId, advisoryId, state, openedAt, ranks[severity], severity, fixed, closedAt],
  );
  await pool.query("insert into inspector_alone_owed (artifact_id) select artifact_id from aws_resource_artifact where resource_id = $1", [resourceId]);
  return id;
}

/** What this file writes to, and what follows from it. */
export const inspectorTables =
  "aws_resource, aws_resource_artifact, aws_image_index, aws_workload, inspector_finding, inspector_further, inspector_listing, inspector_package, observation, inspector_alone, inspector_alone_total, inspector_alone_artifact, inspector_alone_owed";
