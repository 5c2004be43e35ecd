import { createHash } from "node:crypto";
import type { Pool, PoolClient } from "pg";
import { inTransaction } from "@/lib/db/transaction";
import { rematchAdvisories } from "@/lib/matching";
import { leafOf } from "@/lib/purl";
import { storedKey } from "@/lib/versions";

type Named = { ecosystem?: string; name: string; release?: string };
/** Versions from `from` ("0": the first) to `fixed` (left out) or `last` (included), or without end; or with bounds that could not be read. */
export type TestRange = Named & { from?: string; fixed?: string; last?: string; unreadable?: true };
export type TestAdvisory = {
  key: string;
  kind?: "vulnerability" | "malware";
  /** Display id of the group; its own key when it stands alone. */
  vulnerability?: string;
  withdrawn?: boolean;
  ranges?: readonly TestRange[];
  versions?: readonly (Named & { version: string })[];
};

/** Stores an advisory, or what became of it, and matches it: as the store of advisories does, in one transaction. */
export async function tellAdvisory(pool: Pool, advisory: TestAdvisory, at = new Date()): Promise<number> {
  return inTransaction(async (client) => {
    const id = await storeAdvisory(client, advisory, at);
    await rematchAdvisories(client, { advisoryIds: [id], at });
    return id;
  }, pool);
}

/** The rows of an advisory, without matching it. */
export async function storeAdvisory(client: PoolClient, advisory: TestAdvisory, at = new Date()): Promise<number> {
  const { key, kind = "vulnerability", vulnerability = key, withdrawn = false, ranges = [], versions = [] } = advisory;
  await client.query("select pg_advisory_xact_lock(hashtextextended('advisories', 0))");
  const vulnerabilityId = await idOf(
    client,
    `insert into vulnerability (display_id, kind, severity, severity_rank, modified_at, created_at) values ($1, $2, 'unscored', 0, $3, $3)
     on conflict (display_id) do update set kind = excluded.kind returning id`,
    [vulnerability, kind, at],
  );
  const id = await idOf(
    client,
    `insert into advisory (source, key, kind, vulnerability_id, modified_at, withdrawn_at, digest, raw, revision) values ('osv', $1, $2, $3, $4, $5, $6, '', 1)
     on conflict (source, key) do update set withdrawn_at = excluded.withdrawn_at, vulnerability_id = excluded.vulnerability_id returning id`,
    [key, kind, vulnerabilityId, at, withdrawn ? at : null, createHash("sha256").update(key).digest()],
  );
  await client.query("delete from affected_range where advisory_id = $1", [id]);
  await client.query("delete from affected_version where advisory_id = $1", [id]);
  for (const [n, { ecosystem = "npm", name, release = "", from = "0", fixed, last, unreadable }] of ranges.entries()) {
    const hi = fixed ?? last;
    await client.query(
      "insert into affected_range (package_id, advisory_id, n, release, lo, hi, hi_inclusive, fixed) values ($1, $2, $3, $4, $5, $6, $7, $8)",
      [
        await packageIdOf(client, ecosystem, name),
        id,
        n,
        release,
        from === "0" ? Buffer.alloc(0) : keyOf(ecosystem, from),
        unreadable ? Buffer.alloc(0) : hi === undefined ? null : keyOf(ecosystem, hi),
        last !== undefined,
        fixed ?? null,
      ],
    );
  }
  for (const [n, { ecosystem = "npm", name, release = "", version }] of versions.entries()) {
    await client.query("insert into affected_version (package_id, advisory_id, n, release, version, version_key) values ($1, $2, $3, $4, $5, $6)", [
      await packageIdOf(client, ecosystem, name),
      id,
      n,
      release,
      version,
      storedKey(ecosystem, version),
    ]);
  }
  return id;
}

/** The dictionary's id of a package, which is added when it is not there. */
export async function packageIdOf(client: PoolClient, ecosystem: string, name: string): Promise<number> {
  return idOf(
    client,
    "insert into package (ecosystem, name, leaf) values ($1, $2, $3) on conflict (ecosystem, name) do update set leaf = excluded.leaf returning id",
    [ecosystem, name, leafOf(ecosystem, name)],
  );
}

export const advisoryTables = "advisory, affected_range, affected_version, vulnerability, match, finding, alert, outbox_event, audit_event";

function keyOf(ecosystem: string, version: string): Buffer {
  const key = storedKey(ecosystem, version);
  if (key === null) throw new Error(`a bound needs an order: ${version}`);
  return key;
}

async function idOf(client: PoolClient, text: string, values: unknown[]): Promise<number> {
  const { rows } = await client.query<{ id: number }>(text, values);
  const [row] = rows;
  if (!row) throw new Error("the statement returns a row");
  return row.id;
}
