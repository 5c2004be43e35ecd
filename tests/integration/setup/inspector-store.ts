import type { Pool, PoolClient } from "pg";
import { afterAll, beforeAll } from "vitest";
import { type AppliedFindings, applyFindings, type FindingSource, prepareFindings } from "@/lib/aws/findings";
import type { InspectorFinding } from "@/lib/aws/model";
import { inTransaction } from "@/lib/db/transaction";
import { hour } from "./made-inspector";
import { createTestDatabase, type TestDatabase } from "./test-database";

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
        `select testing.emptied('aws_resource, aws_resource_artifact, inspector_finding, inspector_further, inspector_listing, inspector_package, inspector_detail, observation, advisory, affected_range, affected_version,
           vulnerability, vulnerability_alias, match, finding, alert, outbox_event, audit_event, artifact, service, build', 'restart identity cascade')`,
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
