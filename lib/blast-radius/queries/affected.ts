import type { ClientBase } from "pg";
import { int4Array } from "@/lib/db/binary-arrays";
import { conditions, Parameters, statementName } from "@/lib/inventory/read";
import { artifactFilter, type Facets, hasArtifact, presenceFilter, serviceFilter } from "./filters";

/** What to count and list. The id lists are array literals from `selectVersions`. */
export type AffectedQuestion = {
  matched: string;
  unorderable: string;
  unversioned: string;
  /** Many hits: the planner takes any counted table for 200 rows and would look up thousands of services one by one. */
  isLarge: boolean;
  /** `sha256:...` as builds store digests, and the documents' hashes. */
  digests: readonly string[];
  documents: readonly Buffer[];
  facets: Facets;
  /** Null: now, from the head builds. */
  asOf: Date | null;
  staleBefore: Date;
  sort: "service" | "team" | "since";
  descending: boolean;
  limit: number;
  /** How many unknown services are listed; all are counted. */
  unknownLimit: number;
  /** Services of which nothing is known whatever is asked, when that was found out before: only who of them is affected is asked then. */
  background: readonly number[] | null;
  after: { key: string | Date; slug: string; artifactId: number; packageVersionId: number } | null;
};

/** One hit of a page: what the next page begins after. 0 as package version is the artifact itself. */
export type Hit = { key: string; slug: string; artifactId: number; packageVersionId: number };
export type GroupRow = { team: { slug: string; name: string; contact: string | null } | null; services: number; rows: number };
export type VersionRow = { ecosystem: string; name: string; version: string; services: number };
export type UnknownRow = { id: number; slug: string; name: string; team: GroupRow["team"]; reason: number; lastBuiltAt: string | null };
export type AffectedAnswer = {
  hits: Hit[];
  groups: GroupRow[];
  versions: VersionRow[];
  unknown: UnknownRow[];
  unknownByReason: { reason: number; services: number }[];
  services: number;
  newestSbomAt: Date | null;
  /** Services of the question's `background` that are affected after all. */
  known: number[];
};

/** Versions that are counted by service: those with the most presences. */
const versionsMax = 50;
const nothing = "{}";

/** Why nothing is known, most telling first: a service with several reasons counts under the first. */
export const reasonRanks = ["no_sbom", "no_version", "unorderable_version", "stale"] as const;

/**
 * The whole answer in one statement: the hits are found once, by index, and everything else is counted from them.
 * Names are joined to the counted groups only.
 */
export async function selectAffected(client: ClientBase, question: AffectedQuestion): Promise<AffectedAnswer> {
  const parameters = new Parameters();
  const { text, universe } = hitParts(question, parameters);
  const limit = `${parameters.add(question.limit + 1)}::int`;
  const statement = `with ${text},
      by_service as materialized (
        select c.service_id, s.team_id, s.slug, c.rows
        from (select service_id, count(*)::int as rows from hits group by service_id) c
        ${question.isLarge ? "full join service s on s.id = c.service_id where coalesce(c.rows, 0) > 0" : "join service s on s.id = c.service_id"}),
      by_team as (select team_id, count(*)::int as services, sum(rows)::int as rows from by_service group by team_id),
      top_versions as (
        select package_version_id from hits where package_version_id <> 0 group by package_version_id order by count(*) desc, package_version_id limit ${versionsMax}),
      by_version as (
        select package_version_id, count(*)::int as services
        from (select package_version_id, service_id from hits where package_version_id = any(array(select package_version_id from top_versions))
              group by package_version_id, service_id) once
        group by package_version_id)
      ${question.background ? "" : unknownParts(question, parameters, universe)}
      select
        coalesce((select json_agg(page) from (${pageOf(question, parameters, limit)}) page), '[]') as hits,
        coalesce((select json_agg(g order by g.services desc, g.slug) from (
          select b.services, b.rows, coalesce(t.slug, '') collate "C" as slug,
                 case when t.id is not null then json_build_object('slug', t.slug, 'name', t.name, 'contact', t.contact) end as team
          from by_team b left join team t on t.id = b.team_id) g), '[]') as groups,
        coalesce((select json_agg(v) from (
          select k.ecosystem, k.name, pv.version, sum(b.services)::int as services
          from by_version b join package_version pv on pv.id = b.package_version_id join package k on k.id = pv.package_id
          group by k.ecosystem, k.name, pv.version order by services desc, k.name, pv.version) v), '[]') as versions,
        ${question.background ? knownColumns(question.background, parameters) : unknownColumns(question, parameters, universe)}`;
  const [row] = await ask(client, question, statement, parameters.values);
  if (!row) throw new Error("A select without from gives one row.");
  return row;
}

/** The common tables `candidates` and `unknown`: services that are not affected and of which something is not known. */
function unknownParts(question: AffectedQuestion, parameters: Parameters, universe: Universe): string {
  return `, candidates as materialized (${candidateParts(question, parameters, universe)}),
      unknown as materialized (
        select id, min(reason)::int as reason from candidates c
        where not exists (select from by_service b where b.service_id = c.id) group by id)`;
}

function unknownColumns(question: AffectedQuestion, parameters: Parameters, universe: Universe): string {
  return `coalesce((select json_agg(u) from (
          select s.id, s.slug, s.name, u.reason,
                 case when t.id is not null then json_build_object('slug', t.slug, 'name', t.name, 'contact', t.contact) end as team,
                 (select max(built_at) from ${headsOf(question)} h where h.service_id = s.id) as "lastBuiltAt"
          from (select u.*, x.slug from unknown u join service x on x.id = u.id order by x.slug collate "C" limit ${parameters.add(question.unknownLimit)}::int) u
          join service s on s.id = u.id left join team t on t.id = s.team_id order by s.slug collate "C") u), '[]') as unknown,
        coalesce((select json_agg(r) from (select reason, count(*)::int as services from unknown group by reason) r), '[]') as "unknownByReason",
        (select count(*) from service s ${conditions("where", universe.whole)})::int as services,
        (${newestOf(question, universe)}) as "newestSbomAt", '{}'::int[] as known`;
}

function knownColumns(background: readonly number[], parameters: Parameters): string {
  return `'[]'::json as unknown, '[]'::json as "unknownByReason", 0 as services, null::timestamptz as "newestSbomAt",
        coalesce((select array_agg(service_id) from by_service where service_id = any(${parameters.add(int4Array(background))}::int[])), '{}') as known`;
}

/**
 * A small answer takes less time to find than to plan: its statement is kept by name, planned once for any values. Large
 * ones, the past and questions with facets are planned for what they ask; that also bounds how many are kept.
 */
function isKept(question: AffectedQuestion): boolean {
  const hasFacets = Object.values(question.facets).some((facet) => facet !== null);
  return !question.isLarge && !hasFacets && !question.asOf && question.digests.length === 0;
}

async function ask(client: ClientBase, question: AffectedQuestion, text: string, values: unknown[]): Promise<AffectedAnswer[]> {
  if (isKept(question)) return (await client.query<AffectedAnswer>({ name: statementName("affected", text), text, values })).rows;
  await client.query("set local plan_cache_mode = force_custom_plan");
  const { rows } = await client.query<AffectedAnswer>({ text, values });
  await client.query("set local plan_cache_mode = force_generic_plan");
  return rows;
}

type Universe = { service: (string | null)[]; artifact: (string | null)[]; whole: (string | null)[] };

/** The common tables `heads` (only for the past) and `hits`. */
export function hitParts(question: AffectedQuestion, parameters: Parameters): { text: string; universe: Universe } {
  const { facets, asOf } = question;
  const service = serviceFilter(facets, parameters);
  const artifact = artifactFilter(facets, parameters);
  const universe: Universe = { service, artifact, whole: [...service, hasArtifact(facets, parameters)] };
  const at = asOf ? parameters.add(asOf) : null;
  const rowFilter = presenceFilter(facets, parameters);
  const presences = presenceParts(parameters.add(question.matched), at, rowFilter);
  // "offset 0" keeps a few hits from reading all artifacts into a hash table first.
  const joinArtifact = question.isLarge
    ? "join artifact a on a.id = p.artifact_id"
    : "cross join lateral (select * from artifact where id = p.artifact_id offset 0) a";
  // Without a condition on services there is no need to visit them for every hit.
  const joinService = service.some((part) => part !== null) ? "join service s on s.id = a.service_id" : "";
  const branches = presences.map(
    (source) => `select p.artifact_id, p.package_version_id, p.from_at, a.service_id
      from ${source} p ${joinArtifact} ${joinService} ${conditions("where", [...artifact, ...service])}`,
  );
  if (question.digests.length > 0 && facets.direct !== true) {
    const digests = parameters.add(question.digests);
    const documents = parameters.add(question.documents);
    branches.push(`select h.artifact_id, 0, h.built_at, a.service_id
      from (select artifact_id, seq from build where digests && ${digests}::text[] union select artifact_id, seq from build where document_sha256 = any(${documents}::bytea[])) b
      join ${at ? "heads" : "(select artifact_id, head_seq as seq, head_built_at as built_at from artifact_head)"} h on h.artifact_id = b.artifact_id and h.seq = b.seq
      join artifact a on a.id = h.artifact_id join service s on s.id = a.service_id ${conditions("where", [...artifact, ...service])}`);
  }
  const heads = at
    ? `heads as materialized (
        select a.id as artifact_id, a.service_id, a.kind, a.name, b.seq, b.built_at from artifact a join service s on s.id = a.service_id
        cross join lateral (select seq, built_at from build where artifact_id = a.id and built_at <= ${at}::timestamptz order by built_at desc, seq desc limit 1) b
        ${conditions("where", [...artifact, ...service])}), `
    : "";
  return { text: `${heads}hits as materialized (${branches.join(" union all ")})`, universe };
}

/** Presences of some package versions, now or (from both partial indexes) at a moment. */
function presenceParts(ids: string, at: string | null, rowFilter: (string | null)[]): string[] {
  const columns = "p.artifact_id, p.package_version_id, p.from_at";
  const of = `p.package_version_id = any(${ids}::int[])`;
  if (!at) return [`(select ${columns} from presence p where ${of} and p.to_seq is null ${conditions("and", rowFilter)})`];
  return [
    `(select ${columns} from presence p where ${of} and p.to_seq is null and p.from_at <= ${at}::timestamptz ${conditions("and", rowFilter)})`,
    `(select ${columns} from presence p where ${of} and p.to_seq is not null and p.to_at > ${at}::timestamptz and p.from_at <= ${at}::timestamptz ${conditions("and", rowFilter)})`,
  ];
}

const sortKeys = {
  service: { column: 'b.slug collate "C"', type: "text" },
  team: { column: `coalesce(t.slug, '~') collate "C"`, type: "text" },
  since: { column: "h.from_at", type: "timestamptz" },
} as const;

/**
 * One page of the hits in the asked order; all columns go the same way, so a row comparison finds the place. In the orders
 * by service and team each service has at least one row: only the next `limit + 1` services need to be looked into.
 */
function pageOf(question: AffectedQuestion, parameters: Parameters, limit: string): string {
  const { column, type } = sortKeys[question.sort];
  const { after, descending } = question;
  const direction = descending ? "desc" : "asc";
  const columns = [column, 'b.slug collate "C"', "h.artifact_id", "h.package_version_id"];
  const place = after && [
    `${parameters.add(after.key)}::${type}`,
    `${parameters.add(after.slug)}::text`,
    `${parameters.add(after.artifactId)}::int`,
    `${parameters.add(after.packageVersionId)}::int`,
  ];
  const beyond = (count: number, sign: string) => (place ? `where (${columns.slice(0, count).join(", ")}) ${sign} (${place.slice(0, count).join(", ")})` : "");
  const team = question.sort === "team" ? "left join team t on t.id = b.team_id" : "";
  const nextServices = `array(select b.service_id from by_service b ${team} ${beyond(2, descending ? "<=" : ">=")} order by ${column} ${direction}, b.slug collate "C" ${direction} limit ${limit} + 1)`;
  const hits = question.sort === "since" ? "hits" : `(select * from hits where service_id = any(${nextServices}))`;
  return `select ${column} as key, b.slug, h.artifact_id as "artifactId", h.package_version_id as "packageVersionId"
    from ${hits} h join by_service b on b.service_id = h.service_id ${team}
    ${beyond(4, descending ? "<" : ">")}
    order by ${columns.map((each) => `${each} ${direction}`).join(", ")} limit ${limit}`;
}

/** Services of the universe of which something is not known, with the rank of the reason. */
function candidateParts(question: AffectedQuestion, parameters: Parameters, universe: Universe): string {
  const rank = (reason: (typeof reasonRanks)[number]) => reasonRanks.indexOf(reason);
  const stale = `${parameters.add(question.staleBefore)}::timestamptz`;
  const parts = [
    question.asOf
      ? `select s.id, ${rank("no_sbom")} as reason from service s where not exists (select from heads h where h.service_id = s.id) ${conditions("and", universe.whole)}`
      : `select s.id, ${rank("no_sbom")} as reason from service s where s.first_build_at is null ${conditions("and", universe.whole)}`,
    question.asOf
      ? `select service_id as id, ${rank("stale")} from (select service_id from heads group by service_id, kind, name having max(built_at) < ${stale}) h`
      : staleNow(stale, rank("stale"), universe),
  ];
  for (const [ids, reason] of [
    [question.unversioned, "no_version"],
    [question.unorderable, "unorderable_version"],
  ] as const) {
    if (ids === nothing) continue;
    const at = question.asOf ? parameters.add(question.asOf) : null;
    const rowFilter = presenceFilter(question.facets, parameters);
    for (const source of presenceParts(parameters.add(ids), at, rowFilter)) {
      parts.push(
        `select a.service_id, ${rank(reason)} from ${source} p join artifact a on a.id = p.artifact_id join service s on s.id = a.service_id ${conditions("where", [...universe.artifact, ...universe.service])}`,
      );
    }
  }
  return parts.join(" union all ");
}

/**
 * Visits stale heads only, by the index on their time; another ref of the same artifact may still be fresh. The lower
 * bound tells a planner that does not know the moment that they are few.
 */
function staleNow(stale: string, rank: number, universe: Universe): string {
  const other = universe.artifact.map((part) => part?.replace(/^a\./, "a2.") ?? null);
  return `select a.service_id as id, ${rank} from artifact_head h join artifact a on a.id = h.artifact_id join service s on s.id = a.service_id
    where h.head_built_at < ${stale} and h.head_built_at > '-infinity' ${conditions("and", [...universe.artifact, ...universe.service])}
      and not exists (select from artifact a2 join artifact_head h2 on h2.artifact_id = a2.id
        where a2.service_id = a.service_id and a2.kind = a.kind and a2.name = a.name and h2.head_built_at >= ${stale} ${conditions("and", other)})`;
}

function headsOf(question: AffectedQuestion): string {
  return question.asOf ? "heads" : "(select a.service_id, h.head_built_at as built_at from artifact a join artifact_head h on h.artifact_id = a.id)";
}

function newestOf(question: AffectedQuestion, universe: Universe): string {
  if (question.asOf) return "select max(built_at) from heads";
  const filters = conditions("where", [...universe.artifact, ...universe.service]);
  if (filters === "") return "select max(head_built_at) from artifact_head";
  return `select max(h.head_built_at) from artifact a join artifact_head h on h.artifact_id = a.id join service s on s.id = a.service_id ${filters}`;
}
