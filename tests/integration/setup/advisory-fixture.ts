import { createHash } from "node:crypto";
import type { Pool } from "pg";
import type { AdvisoryKind, SeverityWord } from "@/lib/advisories/model";

export type Told = {
  /** The display id first, then the other names. Each but a CVE is an advisory of its own. */
  ids: readonly [string, ...string[]];
  kind?: AdvisoryKind;
  severity?: SeverityWord;
  score?: number;
  epss?: number;
  kev?: string;
  summary?: string;
  withdrawnAt?: Date;
};

/** A package version by its names, as the dictionary has it. */
export type Named = { ecosystem?: string; name: string; version?: string };
export type Judged = Named & { state?: "affected" | "undetermined"; reason?: string; fixed?: string; by?: string };

const ranks: Record<SeverityWord, number> = { critical: 5, high: 4, medium: 3, low: 2, none: 1, unscored: 0 };

/** Puts a vulnerability with its advisories and matches where the mirror and the matching would; its id, and its advisories' by key. */
export async function tell(pool: Pool, told: Told, judged: readonly Judged[] = []): Promise<{ id: number; advisories: ReadonlyMap<string, number> }> {
  const { ids, kind = "vulnerability", severity = "high", score, epss, kev, summary, withdrawnAt } = told;
  const one = await pool.query<{ id: number }>(
    `insert into vulnerability (display_id, kind, ids, summary, severity, severity_rank, severity_score, epss, kev_added_on, modified_at, withdrawn_at, created_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, now(), $10, now()) returning id`,
    [ids[0], kind, ids, summary ?? null, severity, ranks[severity], score ?? null, epss ?? null, kev ?? null, withdrawnAt ?? null],
  );
  const id = one.rows[0]?.id ?? 0;
  await pool.query("insert into vulnerability_alias (name, vulnerability_id) select upper(name), $2 from unnest($1::text[]) as n(name)", [ids, id]);
  const own = ids.filter((each) => !each.startsWith("CVE-"));
  const advisories = new Map<string, number>();
  for (const key of own.length > 0 ? own : ids) {
    const { rows } = await pool.query<{ id: number }>(
      `insert into advisory (source, key, kind, vulnerability_id, modified_at, withdrawn_at, aliases, feed_ids, digest, raw, revision)
       values ('osv', $1, $2, $3, now(), $4, $5, '{1}', $6, '{}', 1) returning id`,
      [key, kind, id, withdrawnAt ?? null, ids.filter((each) => each !== key), createHash("sha256").update(key).digest()],
    );
    advisories.set(key, rows[0]?.id ?? 0);
  }
  for (const { state = "affected", reason = "range", fixed, by, ...named } of judged) {
    await pool.query("insert into match (package_version_id, advisory_id, vulnerability_id, state, reason, fixed) values ($1, $2, $3, $4, $5, $6)", [
      await versionId(pool, named),
      (by && advisories.get(by)) || [...advisories.values()][0],
      id,
      state,
      reason,
      fixed ?? null,
    ]);
  }
  return { id, advisories };
}

/** The id of a package version that some SBOM named. */
export async function versionId(pool: Pool, { ecosystem = "npm", name, version = "" }: Named): Promise<number> {
  const { rows } = await pool.query<{ id: number }>(
    "select v.id from package_version v join package k on k.id = v.package_id where k.ecosystem = $1 and k.name = $2 and v.version = $3",
    [ecosystem, name, version],
  );
  if (!rows[0]) throw new Error(`No SBOM has named ${ecosystem} ${name} ${version}.`);
  return rows[0].id;
}

/** Opens a finding wherever an affected version is held now, from when its presence began. */
export async function openFindings(pool: Pool): Promise<void> {
  await pool.query(
    `insert into finding (artifact_id, package_version_id, vulnerability_id, opened_at, open_reason, advisory_ids)
     select p.artifact_id, p.package_version_id, m.vulnerability_id, p.from_at, 'build', array_agg(m.advisory_id order by m.advisory_id)
     from match m join presence p on p.package_version_id = m.package_version_id and p.to_seq is null where m.state = 'affected'
     group by p.artifact_id, p.package_version_id, m.vulnerability_id, p.from_at on conflict do nothing`,
  );
}

/** An enabled feed that was last synced then, or never. */
export async function mirror(pool: Pool, name: string, syncedAt: Date | null): Promise<void> {
  await pool.query("insert into advisory_feed (kind, name, succeeded_at) values ('osv', $1, $2)", [name, syncedAt]);
}
