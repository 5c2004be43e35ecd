import { createHash } from "node:crypto";
import type { Pool } from "pg";
import type { AdvisoryKind, Severity, SeverityWord } from "@/lib/advisories/model";

/** One source's record of a vulnerability: what its row says, and the OSV parts of the record as received. */
export type GivenAdvisory = {
  key: string;
  kind?: AdvisoryKind;
  severities?: Severity[];
  summary?: string;
  modifiedAt?: Date;
  withdrawnAt?: Date;
  details?: string;
  affected?: object[];
  references?: { type: string; url: string }[];
};

export type GivenVulnerability = {
  /** The display id first, then the other names. */
  ids: readonly [string, ...string[]];
  kind?: AdvisoryKind;
  severity?: SeverityWord;
  score?: number;
  vector?: string;
  epss?: number;
  /** The day on which KEV took it in; an entry is made for the first CVE. */
  kev?: string;
  summary?: string;
  modifiedAt?: Date;
  withdrawnAt?: Date;
  /** Without it, one for each id that is no CVE. */
  advisories?: readonly GivenAdvisory[];
};

/** A package version by its names, as the dictionary has it, and what the matching says of it. */
export type GivenMatch = {
  ecosystem?: string;
  name: string;
  version?: string;
  state?: "affected" | "undetermined";
  reason?: string;
  fixed?: string;
  /** The key of the advisory; without it the first. */
  by?: string;
};

const ranks: Record<SeverityWord, number> = { critical: 5, high: 4, medium: 3, low: 2, none: 1, unscored: 0 };

/** Puts a vulnerability with its advisories and matches where the mirror and the matching would. Returns its id. */
export async function givenVulnerability(pool: Pool, given: GivenVulnerability, matches: readonly GivenMatch[] = []): Promise<number> {
  const { ids, kind = "vulnerability", severity = "high", score, vector, epss, kev, summary, modifiedAt = new Date(), withdrawnAt } = given;
  const keys = ids.filter((id) => !id.startsWith("CVE-"));
  const advisories = given.advisories ?? (keys.length > 0 ? keys : ids).map((key) => ({ key }));
  const { rows } = await pool.query<{ id: number }>(
    `insert into vulnerability (display_id, kind, ids, summary, severity, severity_rank, severity_score, severity_vector, severity_source, epss, epss_percentile,
       kev_added_on, modified_at, withdrawn_at, created_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $10, $11, $12, $13, now()) returning id`,
    [
      ids[0],
      kind,
      ids,
      summary,
      severity,
      ranks[severity],
      score,
      vector,
      severity === "unscored" ? null : advisories[0]?.key,
      epss,
      kev,
      modifiedAt,
      withdrawnAt,
    ],
  );
  const id = rows[0]?.id ?? 0;
  await pool.query("insert into vulnerability_alias (name, vulnerability_id) select upper(name), $2 from unnest($1::text[]) as n(name)", [ids, id]);
  const cve = ids.find((each) => each.startsWith("CVE-"));
  if (kev && cve)
    await pool.query(
      `insert into kev_entry (cve, added_on, due_on, ransomware, name, vendor, product, action)
       values ($1, $2, $2::date + 21, true, 'Example of a flaw', 'Example', 'Product', 'Apply updates per vendor instructions.')`,
      [cve, kev],
    );
  const rowIds = new Map<string, number>();
  for (const advisory of advisories) rowIds.set(advisory.key, await addAdvisory(pool, id, given, advisory));
  for (const match of matches) await addMatch(pool, id, rowIds, match);
  return id;
}

async function addAdvisory(
  pool: Pool,
  vulnerabilityId: number,
  { ids, kind = "vulnerability", withdrawnAt }: GivenVulnerability,
  advisory: GivenAdvisory,
): Promise<number> {
  const modifiedAt = advisory.modifiedAt ?? new Date();
  const aliases = ids.filter((each) => each !== advisory.key);
  const { key, summary, details, affected, references } = advisory;
  const raw = Buffer.from(JSON.stringify({ id: key, modified: modifiedAt.toISOString(), aliases, summary, details, affected, references }));
  const { rows } = await pool.query<{ id: number }>(
    `insert into advisory (source, key, kind, vulnerability_id, modified_at, withdrawn_at, aliases, summary, severities, feed_ids, digest, raw, revision)
     values ('osv', $1, $2, $3, $4, $5, $6, $7, $8, '{1}', $9, $10, 1) returning id`,
    [
      key,
      advisory.kind ?? kind,
      vulnerabilityId,
      modifiedAt,
      advisory.withdrawnAt ?? withdrawnAt,
      aliases,
      summary,
      JSON.stringify(advisory.severities ?? []),
      createHash("sha256").update(raw).digest(),
      raw,
    ],
  );
  return rows[0]?.id ?? 0;
}

async function addMatch(pool: Pool, vulnerabilityId: number, advisories: ReadonlyMap<string, number>, match: GivenMatch): Promise<void> {
  const { ecosystem = "npm", name, version = "", state = "affected", reason = "range", fixed, by } = match;
  await pool.query(
    `insert into match (package_version_id, advisory_id, vulnerability_id, state, reason, fixed)
     select v.id, $4, $5, $6, $7, $8 from package_version v join package k on k.id = v.package_id where k.ecosystem = $1 and k.name = $2 and v.version = $3`,
    [ecosystem, name, version, (by && advisories.get(by)) ?? [...advisories.values()][0], vulnerabilityId, state, reason, fixed],
  );
}

/** Opens a finding wherever an affected version is held now, as of when its presence began. */
export async function openFindings(pool: Pool): Promise<void> {
  await pool.query(
    `insert into finding (artifact_id, package_version_id, vulnerability_id, opened_at, open_reason, advisory_ids)
     select p.artifact_id, p.package_version_id, m.vulnerability_id, p.from_at, 'build', array_agg(m.advisory_id order by m.advisory_id)
     from match m join presence p on p.package_version_id = m.package_version_id and p.to_seq is null where m.state = 'affected'
     group by p.artifact_id, p.package_version_id, m.vulnerability_id, p.from_at on conflict do nothing`,
  );
}

/** Ends every open finding of a vulnerability, and, as a withdrawal does, its matches. */
export async function withdrawFindings(pool: Pool, vulnerabilityId: number, at: Date): Promise<void> {
  await pool.query("update finding set closed_at = $2, close_reason = 'withdrawn' where vulnerability_id = $1 and closed_at is null", [vulnerabilityId, at]);
  await pool.query("delete from match where vulnerability_id = $1", [vulnerabilityId]);
}
