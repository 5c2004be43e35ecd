import { createHash } from "node:crypto";
import type { Pool, PoolClient } from "pg";
import { applyAdvisories } from "@/lib/advisories/apply";
import type { AffectedRange, AffectedVersion } from "@/lib/advisories/model";
import { readOsvRecord } from "@/lib/advisories/osv";
import { createPool } from "@/lib/db/pool";
import { inTransaction } from "@/lib/db/transaction";
import { leafOf } from "@/lib/purl";
import { storedKey } from "@/lib/versions";
import { recordOf } from "./advisory-store";

type Named = { ecosystem?: string; name: string; release?: string };
/** Versions from `from` ("0": the first) to `fixed` (left out) or `last` (included), or without end; or with bounds that could not be read. */
export type TestRange = Named & { from?: string; fixed?: string; last?: string; unreadable?: true };
export type TestAdvisory = {
  key: string;
  kind?: "vulnerability" | "malware";
  /** The CVE or MAL id of its group; its own key when it stands alone. */
  vulnerability?: string;
  withdrawn?: boolean;
  ranges?: readonly TestRange[];
  versions?: readonly (Named & { version: string })[];
};

let told = 0;
const plainPools = new WeakMap<Pool, Pool>();

/** A pool of the same database that can copy, which one with `pipeline` cannot. Its connections end with the database. */
function plain(pool: Pool): Pool {
  const known = plainPools.get(pool) ?? createPool(pool.options.connectionString ?? "", 8);
  plainPools.set(pool, known);
  return known;
}

/** Takes an advisory in, or what became of it, as the mirror does. Its bytes are always new, so that it is written and matched again. Returns its id. */
export async function tellAdvisory(pool: Pool, advisory: TestAdvisory, at = new Date()): Promise<number> {
  const { key, kind = "vulnerability", vulnerability, withdrawn = false, ranges = [], versions = [] } = advisory;
  const record = recordOf({
    key,
    kind,
    says: `${++told}`,
    aliases: vulnerability === undefined || vulnerability === key ? [] : [vulnerability],
    withdrawnAt: withdrawn ? at.toISOString() : null,
    ranges: ranges.map(toRange),
    versions: versions.map(toVersion),
  });
  return inTransaction(async (client) => {
    await applyAdvisories(client, { feedId: 1, records: [record], removedKeys: [], at });
    return idOf(client, "select id from advisory where key = $1", [key]);
  }, plain(pool));
}

/** Takes an OSV record in as the mirror does. Throws when the reader refuses it. */
export async function takeRecord(pool: Pool, record: Record<string, unknown>): Promise<void> {
  const raw = Buffer.from(JSON.stringify(record));
  const read = readOsvRecord(raw);
  if (read.kind === "refused") throw new Error(read.detail);
  const digest = createHash("sha256").update(raw).digest();
  const records = [{ advisory: read.advisory, raw, packedDigest: null, digest }];
  await inTransaction((client) => applyAdvisories(client, { feedId: 1, records, removedKeys: [], at: new Date() }), plain(pool));
}

function toRange({ ecosystem = "npm", name, release = "", from = "0", fixed, last, unreadable }: TestRange): AffectedRange {
  const end = fixed ?? last;
  const hi = unreadable ? Buffer.alloc(0) : end === undefined ? null : keyOf(ecosystem, end);
  const lo = from === "0" ? Buffer.alloc(0) : keyOf(ecosystem, from);
  return { ecosystem, name, release, lo, hi, hiInclusive: last !== undefined, fixed: fixed ?? null };
}

function toVersion({ ecosystem = "npm", name, release = "", version }: Named & { version: string }): AffectedVersion {
  return { ecosystem, name, release, version, versionKey: storedKey(ecosystem, version) };
}

/** The dictionary's id of a package, which is added when it is not there. */
export async function packageIdOf(client: PoolClient, ecosystem: string, name: string): Promise<number> {
  return idOf(
    client,
    "insert into package (ecosystem, name, leaf) values ($1, $2, $3) on conflict (ecosystem, name) do update set leaf = excluded.leaf returning id",
    [ecosystem, name, leafOf(ecosystem, name)],
  );
}

/** What advisories, matches and what follows from them are stored in. */
export const advisoryTables =
  "advisory, affected_range, affected_version, vulnerability, vulnerability_alias, match, finding, alert, outbox_event, audit_event, epss_score, kev_entry";

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
