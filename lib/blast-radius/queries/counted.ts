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
   * On `service s`: of what is asked about in it, something is shipped, or nothing was ever retired. The others are neither clean nor unknown. For
   * a moment it needs the common tables of `historyAt`.
   */
  counted: string;
};

/** @param at the placeholder of the moment that is asked about, null: now */
export function universeOf(facets: Facets, parameters: Parameters, at: string | null): Universe {
  const service = serviceFilter(facets, parameters);
  const artifact = artifactFilter(facets, parameters);
  return { service, artifact, whole: [...service, hasArtifact(facets, parameters)], counted: at === null ? countedNow(artifact) : countedThen };
}

function countedNow(artifact: readonly (string | null)[]): string {
  const filters = conditions("and", artifact);
  if (filters === "") return "s.retired_at is null";
  const some = (state: string) =>
    `exists (select from artifact a join artifact_head h on h.artifact_id = a.id where a.service_id = s.id and ${state} ${filters})`;
  return `(${some("h.head_seq is not null")} or not ${some("h.retired_at is not null")})`;
}

const countedThen = "s.id not in (select service_id from gone)";

/** SQL for whether an artifact was retired after its build `b` and up to the moment. */
export function retiredSince(artifactId: string, b: string, at: string): string {
  return `exists (select from retirement r where r.artifact_id = ${artifactId} and r.retired_at <= ${at}::timestamptz and (r.retired_at, r.seq) > (${b}.built_at, ${b}.seq))`;
}

/**
 * The common tables `heads`, the last build of each artifact up to the moment unless it was retired since, and `gone`, services whose artifacts were
 * all retired by then. The columns of builds are those of an index, which is all that is read.
 */
export function historyAt(at: string, { service, artifact }: Universe): string {
  const joinService = service.some((part) => part !== null) ? "join service s on s.id = a.service_id" : "";
  return `heads as materialized (
    select a.id, a.service_id, a.kind, a.name, b.seq, b.built_at from artifact a ${joinService}
    cross join lateral (select seq, built_at from build where artifact_id = a.id and built_at <= ${at}::timestamptz order by built_at desc, seq desc limit 1) b
    ${conditions("where", [...artifact, ...service, `not ${retiredSince("a.id", "b", at)}`])}),
    gone as materialized (
    select distinct a.service_id from retirement r join artifact a on a.id = r.artifact_id
    ${conditions("where", [...artifact, `r.retired_at <= ${at}::timestamptz`, "not exists (select from heads h where h.service_id = a.service_id)"])})`;
}
