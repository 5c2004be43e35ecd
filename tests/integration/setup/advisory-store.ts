import { createHash } from "node:crypto";
import type { Pool } from "pg";
import { afterAll, beforeAll } from "vitest";
import { type AppliedBatch, applyAdvisories } from "@/lib/advisories/apply/apply-advisories";
import type { IncomingRecord } from "@/lib/advisories/apply/sort-batch";
import type { Advisory } from "@/lib/advisories/model";
import { inTransaction } from "@/lib/db/transaction";
import { storedKey } from "@/lib/versions";
import { createTestDatabase, type TestDatabase } from "./test-database";

/** Minutes after this are the times of tests. */
export const minute = (n: number) => new Date(Date.UTC(2026, 0, 1, 0, n));

/** An advisory of npm packages: `affects` lists `name@version`. What is left out is as of a plain, live record. */
export type Told = Partial<Advisory> & { key: string; affects?: readonly string[]; says?: string };

export function advisoryOf({ affects = [], says: _, ...told }: Told): Advisory {
  return {
    source: "osv",
    kind: told.key.startsWith("MAL-") ? "malware" : "vulnerability",
    modifiedAt: "2026-01-01T00:00:00Z",
    publishedAt: null,
    withdrawnAt: null,
    aliases: [],
    summary: null,
    severities: [],
    ranges: [],
    versions: affects.map((each) => {
      const cut = each.lastIndexOf("@");
      const version = each.slice(cut + 1);
      return { ecosystem: "npm", name: each.slice(0, cut), release: "", version, versionKey: storedKey("npm", version) };
    }),
    skipped: [],
    ...told,
  };
}

/** The record of an advisory: its bytes differ when anything of it does. */
export function recordOf(told: Told): IncomingRecord {
  const advisory = advisoryOf(told);
  const raw = Buffer.from(JSON.stringify({ ...advisory, ranges: advisory.ranges.length, says: told.says }));
  return { advisory, raw, packedDigest: null, digest: createHash("sha256").update(raw).digest() };
}

/** A database of the test file's own, with what tests of advisories do in it. */
export function withAdvisoryStore() {
  let database: TestDatabase | null = null;
  const pool = (): Pool => {
    if (!database) throw new Error("the database is made before all tests");
    return database.pool;
  };
  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(async () => database?.drop());
  return {
    pool,
    rows: async <T>(text: string, values: unknown[] = []): Promise<T[]> => (await pool().query(text, values)).rows as T[],
    apply: (
      told: readonly Told[],
      { removedKeys = [], feedId = 1, at = minute(0) }: { removedKeys?: string[]; feedId?: number; at?: Date } = {},
    ): Promise<AppliedBatch> => inTransaction((client) => applyAdvisories(client, { feedId, records: told.map(recordOf), removedKeys, at }), pool()),
    /** Empties all tables that tests here write. */
    empty: async () => {
      await pool().query(
        `select testing.emptied('advisory, affected_range, affected_version, vulnerability, vulnerability_alias, match, finding, alert, outbox_event, audit_event, epss_score, kev_entry,
           presence, package_version, package, artifact, service', 'restart identity cascade')`,
      );
    },
    /** Puts package versions into the head build of a service's only artifact, from the first minute on. */
    ship: async (service: string, held: readonly string[]): Promise<void> => {
      const on = pool();
      const { rows: services } = await on.query("insert into service (slug, name) values ($1, $1) returning id", [service]);
      const { rows: artifacts } = await on.query("insert into artifact (service_id, kind, name, ref) values ($1, 'image', 'app', 'main') returning id", [
        services[0].id,
      ]);
      for (const each of held) {
        const cut = each.lastIndexOf("@");
        const [name, version] = [each.slice(0, cut), each.slice(cut + 1)];
        await on.query("insert into package (ecosystem, name, leaf) values ('npm', $1, $1) on conflict do nothing", [name]);
        await on.query(
          `insert into package_version (package_id, version, version_key) select id, $2, $3 from package where ecosystem = 'npm' and name = $1 on conflict do nothing`,
          [name, version, storedKey("npm", version)],
        );
        await on.query(
          `insert into presence (from_at, artifact_id, package_version_id, from_seq, depth, scope, direct)
           select $1, $2, v.id, 1, 1, 0, true from package_version v join package p on p.id = v.package_id where p.name = $3 and v.version = $4`,
          [minute(0), artifacts[0].id, name, version],
        );
      }
    },
    /** The groups as the sorted keys of their advisories. */
    groups: async (): Promise<string[]> => {
      const { rows } = await pool().query<{ keys: string }>(
        "select string_agg(key, ' ' order by key) as keys from advisory group by vulnerability_id order by 1",
      );
      return rows.map(({ keys }) => keys);
    },
    /** Findings as `service name@version display-id from-minute to-minute close-reason`, the minutes as numbers. */
    findings: async (): Promise<string[]> => {
      const { rows } = await pool().query<{ line: string }>(
        `select concat_ws(' ', s.slug, p.name || '@' || v.version, u.display_id, extract(epoch from f.opened_at - $1)::int / 60,
           coalesce((extract(epoch from f.closed_at - $1)::int / 60)::text, 'open'), f.close_reason) as line
         from finding f join artifact a on a.id = f.artifact_id join service s on s.id = a.service_id
         join package_version v on v.id = f.package_version_id join package p on p.id = v.package_id join vulnerability u on u.id = f.vulnerability_id order by 1`,
        [minute(0)],
      );
      return rows.map(({ line }) => line);
    },
  };
}
