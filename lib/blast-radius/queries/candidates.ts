import type { ClientBase } from "pg";
import { int4Array } from "@/lib/db/binary-arrays";
import { freshnessDays } from "@/lib/inventory/freshness";
import { conditions, type OwnerRow, ownerColumns, Parameters, toTeamRef } from "@/lib/inventory/read";
import type { TeamRef } from "@/lib/inventory/read/schemas";
import { compareText } from "../text-order";
import { type Universe, universeOf } from "./counted";
import type { Facets } from "./filters";
import { ask } from "./kept-plans";

/** Why nothing is known, most telling first: a service with several reasons counts under the first. */
export const reasonRanks = [
  "inspector_reports",
  "inspector_unverified",
  "no_sbom",
  "built_later",
  "no_version",
  "unorderable_version",
  "no_release",
  "no_hash",
  "advisory_unknown",
  "incomplete_sbom",
  "stale",
  "no_deployment",
] as const;
export type Reason = (typeof reasonRanks)[number];

/** A service of which something is not known, unless it is affected. `reason` is a place in `reasonRanks`. */
export type Candidate = { id: number; slug: string; reason: number };

/** `from`: since when it is asked; null: only at the moment. What was retired before that is left out. */
export type CandidateQuestion = { facets: Facets; asOf: Date | null; from: Date | null; staleBefore: Date };
/** The candidates are in the order of their slugs. `retired`: services that are left out of `services`, because all that is asked about was retired. */
export type Candidates = { services: number; retired: number[]; newestSbomAt: Date | null; candidates: Candidate[] };

export type CandidateColumns = { ids: number[]; slugs: string[]; reasons: number[] };

export const candidateColumns = (from: string) => `select coalesce(json_agg(s.id), '[]') as ids, coalesce(json_agg(s.slug), '[]') as slugs,
    coalesce(json_agg(c.reason), '[]') as reasons from (select id, min(reason) as reason from (${from}) every group by id) c join service s on s.id = c.id`;

export function toCandidates({ ids, slugs, reasons }: CandidateColumns): Candidate[] {
  return ids.map((id, place) => ({ id, slug: slugs[place] ?? "", reason: reasons[place] ?? 0 })).sort((a, b) => compareText(a.slug, b.slug));
}

/** What is so whatever is asked about these services: how many there are, and of which nothing is known. */
export async function selectCandidates(client: ClientBase, question: CandidateQuestion): Promise<Candidates> {
  const { facets, asOf } = question;
  const parameters = new Parameters();
  const at = asOf && parameters.add(asOf);
  const from = at === null || question.from === null ? null : parameters.add(question.from);
  const universe = universeOf(facets, parameters, at, from);
  const stale = `${parameters.add(question.staleBefore)}::timestamptz`;
  const text = `${universe.tables} select n.services, n.retired, (${at ? "select max(built_at) from heads" : newestNow(universe)}) as "newestSbomAt", c.*
    from (select (count(*) filter (where counted))::int as services, coalesce(json_agg(id) filter (where not counted), '[]') as retired
          from (select s.id, ${universe.counted} as counted from service s ${conditions("where", universe.whole)}) each) n
    cross join (${candidateColumns(at ? candidatesThen(stale, universe, from === null ? null : { from, to: at }) : candidatesNow(stale, universe))}) c`;
  const [row] = await ask<Omit<Candidates, "candidates"> & CandidateColumns>(client, { what: "candidates", facets }, text, parameters);
  if (!row) throw new Error("Aggregates give one row.");
  return { services: row.services, retired: row.retired, newestSbomAt: row.newestSbomAt, candidates: toCandidates(row) };
}

/** All services that are asked about: of none of them is known whether it has what no advisory in the mirror describes. */
export async function selectUnjudged(client: ClientBase, { facets, asOf, from }: Omit<CandidateQuestion, "staleBefore">): Promise<Candidate[]> {
  const parameters = new Parameters();
  const at = asOf && parameters.add(asOf);
  const universe = universeOf(facets, parameters, at, at && from && parameters.add(from));
  const part = `select s.id, ${rank("advisory_unknown")} as reason from service s ${conditions("where", [...universe.whole, universe.counted])}`;
  const text = `${universe.tables} ${candidateColumns(part)}`;
  const [row] = await ask<CandidateColumns>(client, { what: "unjudged", facets }, text, parameters);
  return row ? toCandidates(row) : [];
}

export type UnknownRow = {
  id: number;
  slug: string;
  name: string;
  team: TeamRef | null;
  lastBuiltAt: Date | null;
};

/** What is shown of some services, in their order. */
export async function selectUnknownServices(client: ClientBase, ids: readonly number[], asOf: Date | null): Promise<UnknownRow[]> {
  if (ids.length === 0) return [];
  const built = asOf
    ? "(select max(b.built_at) from artifact a join build b on b.artifact_id = a.id and b.built_at <= $2 where a.service_id = s.id)"
    : "(select max(h.head_built_at) from artifact a join artifact_head h on h.artifact_id = a.id where a.service_id = s.id)";
  const { rows } = await client.query<Omit<UnknownRow, "team"> & OwnerRow>({
    name: `blast-radius-unknown-${asOf ? "then" : "now"}`,
    text: `select s.id, s.slug, s.name, ${ownerColumns}, ${built} as "lastBuiltAt"
      from unnest($1::int[]) with ordinality as u(id, place) join service s on s.id = u.id left join team t on t.id = s.team_id order by u.place`,
    values: [int4Array(ids), ...(asOf ? [asOf] : [])],
  });
  return rows.map(({ id, slug, name, lastBuiltAt, ...owner }) => ({ id, slug, name, lastBuiltAt, team: toTeamRef(owner) }));
}

export const rank = (reason: Reason) => reasonRanks.indexOf(reason);

/** Whether a reason, as its place, is that Inspector reports it or did. */
export const isOfInspector = (place: number) => place === rank("inspector_reports") || place === rank("inspector_unverified");

/**
 * Visits stale heads only, by the index on their time; another ref of the same artifact may still be fresh. The lower
 * bound tells a planner that does not know the moment that they are few.
 */
function candidatesNow(stale: string, universe: Universe): string {
  const other = universe.artifact.map((part) => part?.replace(/^a\./, "a2.") ?? null);
  // An artifact has a service: it is looked at only where something is asked of it.
  const joinService = universe.service.some((part) => part !== null) ? "join service s on s.id = a.service_id" : "";
  return `select s.id, ${rank("no_sbom")} as reason from service s where s.first_build_at is null ${conditions("and", [...universe.whole, universe.counted])}
    union all
    select a.service_id, ${rank("incomplete_sbom")} from artifact_head h join artifact a on a.id = h.artifact_id ${joinService}
    where h.incomplete ${conditions("and", [...universe.artifact, ...universe.service])}
    union all
    select a.service_id, ${rank("stale")} from artifact_head h join artifact a on a.id = h.artifact_id ${joinService}
    where h.head_built_at < ${stale} and h.head_built_at > '-infinity' ${conditions("and", [...universe.artifact, ...universe.service])}
      and not exists (select from artifact a2 join artifact_head h2 on h2.artifact_id = a2.id
        where a2.service_id = a.service_id and a2.kind = a.kind and a2.name = a.name and h2.head_built_at >= ${stale} ${conditions("and", other)})`;
}

function newestNow(universe: Universe): string {
  const filters = conditions("where", [...universe.artifact, ...universe.service]);
  if (filters === "") return "select max(head_built_at) from artifact_head";
  return `select max(h.head_built_at) from artifact a join artifact_head h on h.artifact_id = a.id join service s on s.id = a.service_id ${filters}`;
}

/**
 * What is retired is judged by how old its last SBOM was by then; the heads of a window have what was retired in it.
 * @param window placeholders, when it is asked about all of it and not only its end: then also incomplete builds of it, or from before it until it began
 */
function candidatesThen(stale: string, { whole, counted, artifact, service }: Universe, window: { from: string; to: string } | null): string {
  const superseded = window
    ? `union all
    select a.service_id, ${rank("incomplete_sbom")} from build b join artifact a on a.id = b.artifact_id join service s on s.id = a.service_id
    where b.incomplete and b.built_at <= ${window.to}::timestamptz ${conditions("and", [...artifact, ...service])}
      and (b.built_at >= ${window.from}::timestamptz or (
        not exists (select from build n where n.artifact_id = b.artifact_id and (n.built_at, n.seq) > (b.built_at, b.seq) and n.built_at <= ${window.from}::timestamptz)
        and not exists (select from retirement r where r.artifact_id = b.artifact_id and (r.retired_at, r.seq) > (b.built_at, b.seq) and r.retired_at <= ${window.from}::timestamptz)))`
    : "";
  // Whoever never had an SBOM, and whose first build is of a later time than the one that is asked about.
  return `select s.id, case when s.first_build_at is null then ${rank("no_sbom")} else ${rank("built_later")} end as reason from service s
    where not exists (select from heads h where h.service_id = s.id) ${conditions("and", [...whole, counted])}
    union all
    select h.service_id, ${rank("incomplete_sbom")} from build b join heads h on h.id = b.artifact_id and h.seq = b.seq where b.incomplete
    union all
    select service_id, ${rank("stale")} from (select service_id from heads group by service_id, kind, name
      having case when bool_or(retired_at is null) then max(built_at) filter (where retired_at is null) < ${stale}
        else max(built_at) < max(retired_at) - interval '${freshnessDays * 24} hours' end) h
    ${superseded}`;
}
