import type { ClientBase } from "pg";
import { int4Array } from "@/lib/db/binary-arrays";
import { int4Column, timestampColumn } from "@/lib/db/binary-columns";
import { conditions, hashThen, Parameters } from "@/lib/inventory/read";
import { presenceFilter } from "./filters";
import { type HoldingQuestion, noIds } from "./holdings";
import { ask } from "./kept-plans";

/**
 * A build that runs somewhere. `isHead`: it is what the artifact's newest SBOM describes; of the others `isTied`: another build of the artifact has its time, and
 * `isIncomplete`: its SBOM lists nothing, or could not be read in full.
 */
export type RunningBuild = {
  artifactId: number;
  serviceId: number;
  seq: number;
  environment: string;
  builtAt: Date;
  isHead: boolean;
  isTied: boolean;
  isIncomplete: boolean;
};

type Columns = {
  artifacts: Buffer | null;
  services: Buffer | null;
  seqs: Buffer | null;
  flags: Buffer | null;
  built: Buffer | null;
  environments: string[] | null;
};
const flag = { head: 1, tied: 2, incomplete: 4 } as const;

/** All builds that run now, or ran at a moment; as columns, for there may be one or more for every artifact. */
export async function selectRunning(client: ClientBase, asOf: Date | null): Promise<RunningBuild[]> {
  const when = asOf ? "d.from_at <= $1 and (d.to_at is null or d.to_at > $1)" : "d.to_at is null";
  const isHead = asOf ? "false" : "h.head_seq is not distinct from b.seq";
  const isTied = "exists (select from build o where o.artifact_id = b.artifact_id and o.built_at = b.built_at and o.seq <> b.seq)";
  const { rows } = await client.query<Columns>({
    name: `blast-radius-running-${asOf ? "then" : "now"}`,
    text: `select string_agg(int4send(r.artifact_id), '') as artifacts, string_agg(int4send(r.service_id), '') as services, string_agg(int4send(r.seq), '') as seqs,
        string_agg(int4send(r.flags), '') as flags, string_agg(timestamptz_send(r.built_at), '') as built, json_agg(r.environment) as environments
      from (select d.artifact_id, a.service_id, b.seq, b.built_at, d.environment, case when ${isHead} then ${flag.head} else
              case when ${isTied} then ${flag.tied} else 0 end + case when b.incomplete then ${flag.incomplete} else 0 end end as flags
            from deployment d join build b on b.artifact_id = d.artifact_id and b.seq = d.build_seq
            join artifact_head h on h.artifact_id = d.artifact_id join artifact a on a.id = d.artifact_id where ${when}) r`,
    values: asOf ? [asOf] : [],
  });
  const { artifacts, services, seqs, flags, built, environments } = rows[0] ?? {};
  if (!artifacts || !services || !seqs || !flags || !built || !environments) return [];
  const [serviceIds, sequence, bits, builtMs] = [int4Column(services), int4Column(seqs), int4Column(flags), timestampColumn(built)];
  return Array.from(int4Column(artifacts), (artifactId, i) => ({
    artifactId,
    serviceId: serviceIds[i] ?? 0,
    seq: sequence[i] ?? 0,
    environment: environments[i] ?? "",
    builtAt: new Date(builtMs[i] ?? 0),
    isHead: ((bits[i] ?? 0) & flag.head) !== 0,
    isTied: ((bits[i] ?? 0) & flag.tied) !== 0,
    isIncomplete: ((bits[i] ?? 0) & flag.incomplete) !== 0,
  }));
}

export type RunningHit = { artifactId: number; packageVersionId: number; seq: number; since: Date };

/**
 * Which of some builds that run hold what is asked for. Versions are met with the artifacts by the indexes on versions, so that it costs what the question
 * about now costs; builds that share their time with another are told apart by their sequence numbers.
 */
export async function selectRunningHits(client: ClientBase, builds: readonly RunningBuild[], question: HoldingQuestion): Promise<RunningHit[]> {
  if (builds.length === 0) return [];
  const { matched, hashed, hashIds, digests, documents, facets } = question;
  const parameters = new Parameters();
  const ran = `ran as materialized (select * from unnest(${parameters.add(int4Array(builds.map(({ artifactId }) => artifactId)))}::int[],
      ${parameters.add(int4Array(builds.map(({ seq }) => seq)))}::int[], ${parameters.add(builds.map(({ builtAt }) => builtAt))}::timestamptz[],
      ${parameters.add(builds.map(({ isTied }) => isTied))}::boolean[]) as r(artifact_id, seq, built_at, is_tied))`;
  const covers = `p.from_at <= r.built_at and (p.to_at is null or p.to_at >= r.built_at) and case when r.is_tied
      then (p.from_at, p.from_seq) <= (r.built_at, r.seq) and (p.to_seq is null or (p.to_at, p.to_seq) > (r.built_at, r.seq))
      else p.to_at is null or p.to_at > r.built_at end`;
  const part = (ids: string, filter: readonly (string | null)[]) =>
    ["p.to_seq is null", "p.to_seq is not null"].map(
      (which) => `select p.artifact_id, p.package_version_id, r.seq, p.from_at from presence p join ran r on r.artifact_id = p.artifact_id
        where p.package_version_id = any(${ids}::int[]) and ${which} and ${covers} ${conditions("and", filter)}`,
    );
  const filter = presenceFilter(facets, parameters);
  const parts = part(parameters.add(matched), filter);
  if (hashed !== noIds) {
    const isAsked = `${hashThen("f.until_at > r.built_at")} = any(${parameters.add(hashIds)}::int[])`;
    parts.push(...part(parameters.add(hashed), [...filter, isAsked]));
  }
  if (digests.length > 0 && facets.direct !== true) {
    parts.push(`select b.artifact_id, 0, b.seq, b.built_at from build b join ran r on r.artifact_id = b.artifact_id and r.seq = b.seq
      where b.digests && ${parameters.add(digests)}::text[] or b.document_sha256 = any(${parameters.add(documents)}::bytea[])`);
  }
  const text = `with ${ran} select distinct h.artifact_id as "artifactId", h.package_version_id as "packageVersionId", h.seq, h.from_at as since
    from (${parts.join(" union all ")}) h`;
  return ask<RunningHit>(client, { what: "running-hits", facets }, text, parameters);
}
