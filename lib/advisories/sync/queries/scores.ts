import type { ClientBase, Pool } from "pg";
import { BinaryCopy } from "@/lib/db/binary-copy";
import { sameLikelihoodSql } from "@/lib/findings/queue/rank";
import type { EpssScores } from "../scores/read-epss";
import type { KevEntry } from "../scores/read-kev";

const settleRows = 500;
type Merged = { added: number; changed: number; removed: number };

export async function countScores(on: ClientBase | Pool, table: "kev_entry" | "epss_score"): Promise<number> {
  const { rows } = await on.query<{ count: number }>(`select count(*)::int as count from ${table}`);
  return rows[0]?.count ?? 0;
}

const kevColumns = ["cve", "added_on", "due_on", "ransomware", "name", "vendor", "product", "action", "notes"];

/** Makes the stored catalogue the same as these entries; rows that are the same already are not written. */
export async function mergeKev(client: ClientBase, entries: readonly KevEntry[]): Promise<Merged> {
  await client.query("create temporary table kev_fresh (like kev_entry) on commit drop");
  await BinaryCopy.into(client, "kev_fresh", kevColumns, async (copy) => {
    for (const entry of entries) {
      copy.begin();
      copy.text(entry.cve);
      copy.date(entry.addedOn);
      if (entry.dueOn === null) copy.null();
      else copy.date(entry.dueOn);
      copy.bool(entry.ransomware);
      for (const text of [entry.name, entry.vendor, entry.product, entry.action]) copy.text(text);
      if (entry.notes === null) copy.null();
      else copy.text(entry.notes);
      if (copy.rows % settleRows === 0) await copy.settle();
    }
  });
  return mergeFresh(client, "kev_entry", "kev_fresh", kevColumns);
}

/** Makes the stored scores the same as these; of a CVE that is there twice the last line counts. */
export async function mergeEpss(client: ClientBase, { cves, scores, percentiles }: EpssScores): Promise<Merged> {
  await client.query("create temporary table epss_fresh (like epss_score, n serial) on commit drop");
  await BinaryCopy.into(client, "epss_fresh", ["cve", "score", "percentile"], async (copy) => {
    for (const [i, cve] of cves.entries()) {
      copy.begin();
      copy.text(cve);
      copy.real(scores[i] ?? 0);
      copy.real(percentiles[i] ?? 0);
      if (copy.rows % settleRows === 0) await copy.settle();
    }
  });
  await client.query("create index on epss_fresh (cve)");
  await client.query("delete from epss_fresh f where exists (select from epss_fresh later where later.cve = f.cve and later.n > f.n)");
  return mergeFresh(client, "epss_score", "epss_fresh", ["cve", "score", "percentile"]);
}

async function mergeFresh(client: ClientBase, table: string, fresh: string, columns: readonly string[]): Promise<Merged> {
  await client.query(`analyze ${fresh}`);
  const rest = columns.filter((column) => column !== "cve");
  const list = (prefix: string) => rest.map((column) => `${prefix}.${column}`).join(", ");
  const changed = await client.query(
    `update ${table} t set ${rest.map((column) => `${column} = f.${column}`).join(", ")} from ${fresh} f
     where t.cve = f.cve and (${list("t")}) is distinct from (${list("f")})`,
  );
  const added = await client.query(
    `insert into ${table} (cve, ${rest.join(", ")}) select f.cve, ${list("f")} from ${fresh} f where not exists (select from ${table} t where t.cve = f.cve)`,
  );
  const removed = await client.query(`delete from ${table} t where not exists (select from ${fresh} f where f.cve = t.cve)`);
  return { added: added.rowCount ?? 0, changed: changed.rowCount ?? 0, removed: removed.rowCount ?? 0 };
}

/** Gives vulnerabilities the earliest day that KEV has for any of their ids; those that have it already are not written. Returns those that came into KEV or left it. */
export async function refreshKev(client: ClientBase): Promise<number[]> {
  const { rows } = await client.query<{ id: number }>(
    `with fresh as (select a.vulnerability_id as id, min(k.added_on) as added_on from kev_entry k join vulnerability_alias a on a.name = k.cve group by 1)
     update vulnerability v set kev_added_on = w.added_on
     from (select id, f.added_on, kev_added_on as before from vulnerability left join fresh f using (id) where kev_added_on is distinct from f.added_on) w where v.id = w.id
     returning case when (w.added_on is null) <> (w.before is null) then v.id end as id`,
  );
  return rows.flatMap(({ id }) => id ?? []);
}

/** Gives vulnerabilities the highest score that EPSS has for any of their ids, likewise. Returns whether that gives any finding another rank. */
export async function refreshEpss(client: ClientBase): Promise<{ reranked: boolean }> {
  const { rows } = await client.query<{ reranked: boolean | null }>(
    `with fresh as (select distinct on (a.vulnerability_id) a.vulnerability_id as id, e.score, e.percentile
       from epss_score e join vulnerability_alias a on a.name = e.cve order by a.vulnerability_id, e.score desc, e.percentile desc),
     written as (update vulnerability v set epss = w.score, epss_percentile = w.percentile
       from (select id, f.score, f.percentile, epss as before from vulnerability left join fresh f using (id)
         where (epss, epss_percentile) is distinct from (f.score, f.percentile)) w where v.id = w.id
       returning v.id, ${sameLikelihoodSql("w.before", "w.score")} as same)
     select bool_or(exists (select from open_finding x where x.vulnerability_id = w.id)) as reranked from written w where not same`,
  );
  return { reranked: rows[0]?.reranked ?? false };
}
