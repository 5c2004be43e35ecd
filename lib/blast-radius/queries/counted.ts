import { conditions, type Parameters } from "@/lib/inventory/read";
import { artifactFilter, type Facets, hasArtifact, serviceFilter } from "./filters";

/** The services that are asked about, as conditions. */
export type Universe = {
  /** On `service s`, by team and slug. */
  service: (string | null)[];
  /** On `artifact a`, by kind and ref. */
  artifact: (string | null)[];
  /** On `service s`: by all of these. */
  whole: (string | null)[];
  /**
   * The common tables that `counted` needs, and for a moment `heads`: the last build of each artifact up to it, unless it was retired since; with a
   * window also of those that were retired in it, with `retired_at`. Or "".
   */
  tables: string;
  /** On `service s`: of what is asked about in it, something is shipped, or nothing was ever retired. The others are neither clean nor unknown. */
  counted: string;
};

/**
 * @param at the placeholder of the moment that is asked about, null: now
 * @param since the placeholder of the moment since when it is asked, null: only at the moment. What was shipped at any time since then is counted
 */
export function universeOf(facets: Facets, parameters: Parameters, at: string | null, since: string | null = null): Universe {
  const service = serviceFilter(facets, parameters);
  const artifact = artifactFilter(facets, parameters);
  const given = { service, artifact, whole: [...service, hasArtifact(facets, parameters)] };
  if (at !== null) return { ...given, tables: `with ${awayAt(at)}, ${headsAt(at, since, given)}, ${goneAt(artifact)}`, counted: notGone };
  if (conditions("and", artifact) === "") return { ...given, tables: "", counted: "s.retired_at is null" };
  return { ...given, tables: `with ${goneNow(artifact)}`, counted: notGone };
}

const notGone = "s.id not in (select service_id from gone)";

// Kept plans may be from before anything was retired: "not in" is a hash table however many there are, an anti join might be a loop.

/** Artifacts that are retired at the moment: by what was retired, with a look at the builds after it. */
function awayAt(at: string): string {
  return `away as materialized (
    select r.artifact_id as id, max(r.retired_at) as retired_at from retirement r where r.retired_at <= ${at}::timestamptz and not exists (
      select from build b where b.artifact_id = r.artifact_id and b.built_at <= ${at}::timestamptz and (b.built_at, b.seq) > (r.retired_at, r.seq))
    group by r.artifact_id)`;
}

/**
 * The last build up to the moment is the newest of all, unless that is of later: only then is it looked for, by an index that has all that is read. Half of
 * them two weeks ago, and few now.
 */
function headsAt(at: string, since: string | null, { service, artifact }: Pick<Universe, "service" | "artifact">): string {
  const joinService = service.some((part) => part !== null) ? "join service s on s.id = a.service_id" : "";
  const headsOf = (
    source: string,
    build: string,
    retiredAt: string,
    isAsked: string,
  ) => `select a.id, a.service_id, a.kind, a.name, b.seq, b.built_at, ${retiredAt} as retired_at
    from ${source} ${joinService} cross join lateral (${build}) b ${conditions("where", [...artifact, ...service, isAsked])}`;
  const newest = "select ah.head_seq as seq, ah.head_built_at as built_at";
  const earlier = `select seq, built_at from build where artifact_id = a.id and built_at <= ${at}::timestamptz order by built_at desc, seq desc limit 1`;
  const isShipped = "a.id not in (select id from away)";
  const never = "null::timestamptz";
  const shipped = [
    headsOf("artifact a join artifact_head ah on ah.artifact_id = a.id", newest, never, `ah.head_built_at <= ${at}::timestamptz and ${isShipped}`),
    headsOf(
      "artifact a left join artifact_head ah on ah.artifact_id = a.id",
      earlier,
      never,
      `(ah.head_built_at is null or ah.head_built_at > ${at}::timestamptz) and ${isShipped}`,
    ),
  ].join(" union all ");
  if (since === null) return `heads as materialized (${shipped})`;
  // What was built in the window and retired at its first moment is of the window.
  const left = headsOf(
    "away w join artifact a on a.id = w.id",
    earlier,
    "w.retired_at",
    `(w.retired_at > ${since}::timestamptz or b.built_at >= ${since}::timestamptz)`,
  );
  return `heads as materialized (${shipped} union all ${left})`;
}

/** The common table `gone`: services of which all that is asked about is retired. */
function goneAt(artifact: readonly (string | null)[]): string {
  return `gone as materialized (select distinct a.service_id from away join artifact a on a.id = away.id
    ${conditions("where", [...artifact, "a.service_id not in (select service_id from heads)"])})`;
}

function goneNow(artifact: readonly (string | null)[]): string {
  const other = artifact.map((part) => part?.replace(/^a\./, "a2.") ?? null);
  return `gone as materialized (
    select distinct a.service_id from artifact_head h join artifact a on a.id = h.artifact_id where h.retired_at is not null ${conditions("and", artifact)}
      and not exists (select from artifact a2 join artifact_head h2 on h2.artifact_id = a2.id
        where a2.service_id = a.service_id and h2.head_seq is not null ${conditions("and", other)}))`;
}

/** SQL for that an artifact was not retired after its build `b` and up to the moment, for few builds. */
export function notRetiredSince(artifactId: string, b: string, at: string): string {
  return `not exists (select from retirement r where r.artifact_id = ${artifactId} and r.retired_at <= ${at}::timestamptz and (r.retired_at, r.seq) > (${b}.built_at, ${b}.seq))`;
}
