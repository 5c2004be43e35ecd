import type { ClientBase } from "pg";
import { int4Array } from "@/lib/db/binary-arrays";
import { int4Column, timestampColumn } from "@/lib/db/binary-columns";
import type { Window } from "./window-parts";

/** Builds of artifacts that were built in a window, in (artifact, time, sequence) order, as columns. */
export type BuildColumns = { artifactIds: Int32Array; seqs: Int32Array; builtMs: Float64Array };

type Columns = { artifacts: Buffer | null; seqs: Buffer | null; built: Buffer | null };

/** Which builds some artifacts had in a window. One look into an index for each artifact. */
export async function selectBuildsInWindow(client: ClientBase, artifactIds: readonly number[], { from, to }: Window): Promise<BuildColumns> {
  const { rows } = await client.query<Columns>({
    name: "blast-radius-builds-in-window",
    text: `select string_agg(int4send(artifact_id), '' order by artifact_id, built_at, seq) as artifacts,
        string_agg(int4send(seq), '' order by artifact_id, built_at, seq) as seqs,
        string_agg(timestamptz_send(built_at), '' order by artifact_id, built_at, seq) as built
      from build where artifact_id = any($1::int[]) and built_at >= $2 and built_at < $3`,
    values: [int4Array(artifactIds), from, to],
  });
  const { artifacts, seqs, built } = rows[0] ?? {};
  const none = Buffer.alloc(0);
  return { artifactIds: int4Column(artifacts ?? none), seqs: int4Column(seqs ?? none), builtMs: timestampColumn(built ?? none) };
}

/** Presences of package versions in artifacts as sequence numbers, for builds that share their time with another. `toSeq` null: still there. */
export type ExactPresence = { artifactId: number; packageVersionId: number; fromMs: number; fromSeq: number; toMs: number; toSeq: number | null };

export async function selectExactPresences(client: ClientBase, artifactIds: readonly number[], packageVersionIds: readonly number[]): Promise<ExactPresence[]> {
  const { rows } = await client.query<Omit<ExactPresence, "fromMs" | "toMs"> & { fromAt: Date; toAt: Date | null }>({
    name: "blast-radius-exact-presences",
    text: `select artifact_id as "artifactId", package_version_id as "packageVersionId", from_at as "fromAt", from_seq as "fromSeq", to_at as "toAt", to_seq as "toSeq"
      from presence where artifact_id = any($1::int[]) and package_version_id = any($2::int[])`,
    values: [int4Array(artifactIds), int4Array(packageVersionIds)],
  });
  return rows.map(({ fromAt, toAt, ...row }) => ({ ...row, fromMs: fromAt.getTime(), toMs: toAt?.getTime() ?? Number.POSITIVE_INFINITY }));
}

export type BuildNames = {
  slug: string;
  serviceName: string;
  team: { slug: string; name: string; contact: string | null } | null;
  artifactId: number;
  kind: string;
  artifactName: string;
  ref: string;
  seq: number;
  version: string | null;
  commit: string | null;
  runUrl: string | null;
  builtAt: Date;
};

/** What is shown of some builds, in their order. */
export async function selectBuildNames(client: ClientBase, builds: readonly { artifactId: number; seq: number }[]): Promise<BuildNames[]> {
  const { rows } = await client.query<BuildNames>({
    name: "blast-radius-build-names",
    text: `select s.slug, s.name as "serviceName", case when t.id is not null then json_build_object('slug', t.slug, 'name', t.name, 'contact', t.contact) end as team,
        a.id as "artifactId", a.kind, a.name as "artifactName", a.ref, b.seq, b.version, b.commit, b.run_url as "runUrl", b.built_at as "builtAt"
      from unnest($1::int[], $2::int[]) with ordinality as w(artifact_id, seq, place)
      join build b on b.artifact_id = w.artifact_id and b.seq = w.seq join artifact a on a.id = b.artifact_id
      join service s on s.id = a.service_id left join team t on t.id = s.team_id order by w.place`,
    values: [int4Array(builds.map(({ artifactId }) => artifactId)), int4Array(builds.map(({ seq }) => seq))],
  });
  return rows;
}
