import type { ClientBase } from "pg";
import { int4Column, timestampColumn } from "@/lib/db/binary-columns";
import { Parameters } from "@/lib/inventory/read";
import { presenceFilter } from "./filters";
import { type HoldingQuestion, noIds } from "./holdings";
import { ask } from "./kept-plans";
import { overlaps, type Window, type WindowColumns, type WindowExtent, type WindowSql, windowParts } from "./window-parts";

/**
 * Presences of one package version that overlap a window, as columns; an artifact may be there several times. 0 as package version: the artifacts themselves.
 * `toMs` null: all of them are still there.
 */
export type WindowHolding = { packageVersionId: number; artifactIds: Int32Array; fromMs: Float64Array; toMs: Float64Array | null };

type Columns = { ids: Buffer | null; sizes: Buffer | null; artifacts: Buffer | null; from: Buffer | null; to: Buffer | null };

/** What is looked for in a window. */
export type WindowQuestion = Omit<HoldingQuestion, "asOf" | "withTimes"> & { window: Window };

/** Who held the package versions at some moment of a window, whatever service an artifact belongs to; with `ended` only who holds them no more. */
export async function selectWindowHoldings(client: ClientBase, question: WindowQuestion, extent: WindowExtent): Promise<WindowHolding[]> {
  const parameters = new Parameters();
  const text = `select string_agg(int4send(v.id), '') as ids, string_agg(int4send(length(v.artifacts) / 4), '') as sizes,
      string_agg(v.artifacts, '') as artifacts, string_agg(v.since, '') as from, string_agg(v.until, '') as to
    from (select h.package_version_id as id, string_agg(int4send(h.artifact_id), '') as artifacts,
            string_agg(timestamptz_send(h.from_at), '') as since, string_agg(timestamptz_send(h.to_at), '') as until
          from (${windowSource(question, "times", parameters, extent)}) h group by h.package_version_id) v`;
  const [columns] = await ask<Columns>(client, { what: "window-holdings", facets: question.facets }, text, parameters);
  if (!columns?.ids || !columns.sizes || !columns.artifacts || !columns.from || !columns.to) return [];
  const sizes = int4Column(columns.sizes);
  const [artifactIds, fromMs, toMs] = [int4Column(columns.artifacts), timestampColumn(columns.from), timestampColumn(columns.to)];
  let end = 0;
  return Array.from(int4Column(columns.ids), (packageVersionId, place) => {
    const start = end;
    end += sizes[place] ?? 0;
    return { packageVersionId, artifactIds: artifactIds.subarray(start, end), fromMs: fromMs.subarray(start, end), toMs: toMs.subarray(start, end) };
  });
}

/** SQL for whatever a window has of what is asked for; `to_at` is infinity and `to_seq` null for what is still there. */
export function windowSource(
  { matched, hashed, hashIds, digests, documents, facets, window }: WindowQuestion,
  columns: WindowColumns,
  parameters: Parameters,
  extent: WindowExtent = "all",
): string {
  const during = { from: parameters.add(window.from), to: parameters.add(window.to) };
  const filter = presenceFilter(facets, parameters);
  const parts = windowParts(parameters.add(matched), during, columns, filter, null, extent);
  if (hashed !== noIds) {
    const wanted = parameters.add(hashIds);
    parts.push(...windowParts(parameters.add(hashed), during, columns, filter, (column) => `${column} = any(${wanted}::int[])`));
  }
  if (digests.length > 0 && facets.direct !== true) parts.push(artifactsThemselves(parameters.add(digests), parameters.add(documents), during, columns));
  return parts.join(" union all ");
}

/** Builds with a digest or document, each until the next one of its artifact or its retirement. */
function artifactsThemselves(digests: string, documents: string, window: WindowSql, columns: WindowColumns): string {
  const next = (table: string, at: string) =>
    `(select n.${at} as at, n.seq from ${table} n where n.artifact_id = b.artifact_id and (n.${at}, n.seq) > (b.built_at, b.seq) order by n.${at}, n.seq limit 1)`;
  const shown = columns === "all" ? ", from_seq, to_seq, null::boolean as direct, null::smallint as depth, null::smallint as scope, null::int[] as via" : "";
  return `select artifact_id, package_version_id, from_at, to_at${shown} from (
      select b.artifact_id, 0 as package_version_id, b.built_at as from_at, b.seq as from_seq, coalesce(n.at, 'infinity') as to_at, n.seq as to_seq
      from (select artifact_id, seq, built_at from build where digests && ${digests}::text[]
            union select artifact_id, seq, built_at from build where document_sha256 = any(${documents}::bytea[])) b
      left join lateral (select at, seq from (${next("build", "built_at")} union all ${next("retirement", "retired_at")}) n order by at, seq limit 1) n on true) o
    where ${overlaps("o", window)}`;
}
