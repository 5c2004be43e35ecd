import type { Pool, PoolClient } from "pg";
import { afterAll, beforeAll } from "vitest";
import { type AppliedFindings, applyFindings, type FindingSource, prepareFindings } from "@/lib/aws/findings";
import type { AwsResource, InspectorFinding, InspectorPackage, InspectorVulnerability, ResourceCoverage } from "@/lib/aws/model";
import { inTransaction } from "@/lib/db/transaction";
import { createTestDatabase, type TestDatabase } from "./test-database";

const account = "111122223333";
const region = "eu-central-1";

/** Hours after this are the times of tests. */
export const hour = (n: number) => new Date(Date.UTC(2026, 0, 1, n)).toISOString();
export const hex = (n: number) => `sha256:${n.toString(16).padStart(64, "0")}`;

/** The image of a number, whose digest has that number. */
export const imageOf = (n: number, more: Partial<AwsResource> = {}): AwsResource => ({
  key: `arn:aws:ecr:${region}:${account}:repository/app/${hex(n)}`,
  type: "AWS_ECR_CONTAINER_IMAGE",
  typeName: "AWS_ECR_CONTAINER_IMAGE",
  account,
  region,
  name: "app",
  tags: [],
  labels: {},
  platform: "DEBIAN_12",
  architecture: "amd64",
  digest: hex(n),
  ...more,
});

export const packageOf = (name: string, version = "1.0.0", more: Partial<InspectorPackage> = {}): InspectorPackage => ({
  identity: { ecosystem: "npm", name, version, release: "" },
  unmapped: null,
  manager: "NODEPKG",
  name,
  version,
  arch: null,
  filePath: null,
  fixed: null,
  layer: null,
  ...more,
});

export const vulnerabilityOf = (id: string, more: Partial<InspectorVulnerability> = {}): InspectorVulnerability => ({
  id,
  source: "NVD",
  sourceUrl: null,
  related: [],
  isMalware: id.startsWith("MAL-"),
  summary: null,
  cvss: [],
  vendorSeverity: null,
  publishedAt: null,
  modifiedAt: null,
  references: [],
  ...more,
});

/** An open finding of high severity of the image 1; what is left out is as of a plain one. */
export function findingOf(
  arn: string,
  { vulnerability, ...more }: Partial<Omit<InspectorFinding, "vulnerability">> & { vulnerability?: string | InspectorVulnerability | null } = {},
): InspectorFinding {
  return {
    arn,
    account,
    region,
    kind: "package",
    status: "ACTIVE",
    severity: "high",
    score: 7.5,
    title: `${arn} of app`,
    description: null,
    vulnerability: vulnerability === null ? null : typeof vulnerability === "object" ? vulnerability : vulnerabilityOf(vulnerability ?? "CVE-2026-1"),
    fixAvailable: "yes",
    exploitAvailable: null,
    epss: null,
    firstObservedAt: hour(0),
    lastObservedAt: hour(1),
    updatedAt: hour(1),
    resource: imageOf(1),
    packages: [packageOf("left")],
    raw: { findingArn: arn },
    ...more,
  };
}

export const coverageOf = (resource: AwsResource, status: "ACTIVE" | "INACTIVE", at: string): ResourceCoverage => ({
  resource,
  status,
  reason: status === "ACTIVE" ? "SUCCESSFUL" : "SCAN_ELIGIBILITY_EXPIRED",
  scannedAt: null,
  at,
});

/** A database of the test file's own, with what tests of Inspector's findings do in it. */
export function withInspectorStore() {
  let database: TestDatabase | null = null;
  const pool = (): Pool => {
    if (!database) throw new Error("the database is made before all tests");
    return database.pool;
  };
  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(async () => database?.drop());
  const rows = async <T>(text: string, values: unknown[] = []): Promise<T[]> => (await pool().query(text, values)).rows as T[];
  return {
    pool,
    rows,
    inTransaction: <T>(work: (client: PoolClient) => Promise<T>) => inTransaction(work, pool()),
    take: async (
      findings: readonly InspectorFinding[],
      { source = "api", at = hour(1) }: { source?: FindingSource; at?: string } = {},
    ): Promise<AppliedFindings> => {
      const prepared = await prepareFindings(pool(), findings);
      return inTransaction((client) => applyFindings(client, { findings: prepared, source, at: new Date(at) }), pool());
    },
    /** Empties what findings of Inspector write; with `builds` also artifacts and what they hold. */
    empty: async () => {
      await pool().query(
        `truncate aws_resource, aws_resource_artifact, inspector_finding, inspector_package, inspector_detail, observation, advisory, affected_range, affected_version,
           vulnerability, vulnerability_alias, match, finding, alert, outbox_event, audit_event, artifact, service, build restart identity cascade`,
      );
    },
    /** An artifact of a service of the same name, with a build for each digest. Returns its id. */
    ship: async (service: string, digests: readonly string[]): Promise<number> => {
      const [owner] = await rows<{ id: number }>("insert into service (slug, name) values ($1, $1) returning id", [service]);
      const [artifact] = await rows<{ id: number }>("insert into artifact (service_id, kind, name, ref) values ($1, 'image', 'app', 'main') returning id", [
        owner?.id,
      ]);
      const id = artifact?.id ?? 0;
      for (const [i, digest] of digests.entries()) {
        await rows(
          `insert into build (artifact_id, seq, digests, built_at, received_at, document_sha256, composition_hash, upload_id, opened, closed)
           values ($1, $2, array[$3], $4, $4, '', '', gen_random_uuid(), 0, 0)`,
          [id, i + 1, digest, hour(i)],
        );
      }
      return id;
    },
    /** Observations as `service package@version vulnerability state severity opened closed findings/open fixed`, times in hours. */
    observations: async (): Promise<string[]> => {
      const lines = await rows<{ line: string }>(
        `select concat_ws(' ', s.slug, p.name || '@' || v.version, a.key, o.state, o.severity, extract(epoch from o.opened_at - $1)::int / 3600 || 'h',
           coalesce(extract(epoch from o.closed_at - $1)::int / 3600 || 'h', '-'), o.findings || '/' || o.open, coalesce(o.fixed, '-')) as line
         from observation o join artifact r on r.id = o.artifact_id join service s on s.id = r.service_id join advisory a on a.id = o.advisory_id
         join package_version v on v.id = o.package_version_id join package p on p.id = v.package_id order by 1`,
        [hour(0)],
      );
      return lines.map(({ line }) => line);
    },
  };
}
