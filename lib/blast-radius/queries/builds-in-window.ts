import type { ClientBase } from "pg";
import { int4Array } from "@/lib/db/binary-arrays";
import { int4Column, timestampColumn } from "@/lib/db/binary-columns";
import { type BuildNameRow, buildNameColumns, type OwnerRow, ownerColumns, Parameters, toTeamRef } from "@/lib/inventory/read";
import type { TeamRef } from "@/lib/inventory/read/schemas";
import { windowBuildsMax } from "../limits";
import { ask } from "./kept-plans";
import { type WindowQuestion, windowSource } from "./window-holdings";
import type { Window } from "./window-parts";

/** Builds and retirements of artifacts in a window, in (artifact, time, sequence) order, as columns. */
export type BuildColumns = { artifactIds: Int32Array; seqs: Int32Array; builtMs: Float64Array /** 1: a retirement. */; retires: Int32Array };

type Columns = { artifacts: Buffer | null; seqs: Buffer | null; built: Buffer | null; retires: Buffer | null };

/** Which builds some artifacts had in a window. One look into an index for each artifact. */
export async function selectBuildsInWindow(client: ClientBase, artifactIds: readonly number[], { from, to }: Window): Promise<BuildColumns> {
  const { rows } = await client.query<Columns>({
    name: "blast-radius-builds-in-window",
    text: buildColumns(`select artifact_id, seq, built_at as at, 0 as retires from build where artifact_id = any($1::int[]) and built_at >= $2 and built_at < $3
            union all
            select artifact_id, seq, retired_at, 1 from retirement where artifact_id = any($1::int[]) and retired_at >= $2 and retired_at < $3 limit $4`),
    values: [int4Array(artifactIds), from, to, windowBuildsMax + 1],
  });
  return toBuildColumns(rows[0]);
}

/** All builds of a window, whatever artifact they are of: by the indexes on time, for questions with hits in many artifacts. Null: there are more than `most`. */
export async function selectAllBuildsInWindow(client: ClientBase, { from, to }: Window, most: number): Promise<BuildColumns | null> {
  const { rows } = await client.query<Columns>({
    name: "blast-radius-all-builds-in-window",
    text: buildColumns(`(select artifact_id, seq, built_at as at, 0 as retires from build where built_at >= $1 and built_at < $2 limit $3)
            union all
            (select artifact_id, seq, retired_at, 1 from retirement where retired_at >= $1 and retired_at < $2 limit $3)`),
    values: [from, to, most + 1],
  });
  const columns = toBuildColumns(rows[0]);
  return columns.artifactIds.length > most ? null : columns;
}

function buildColumns(source: string): string {
  const column = (send: string) => `string_agg(${send}, '' order by artifact_id, at, seq)`;
  return `select ${column("int4send(artifact_id)")} as artifacts, ${column("int4send(seq)")} as seqs, ${column("timestamptz_send(at)")} as built,
        ${column("int4send(retires)")} as retires from (${source}) each`;
}

function toBuildColumns(columns: Columns | undefined): BuildColumns {
  const none = Buffer.alloc(0);
  return {
    artifactIds: int4Column(columns?.artifacts ?? none),
    seqs: int4Column(columns?.seqs ?? none),
    builtMs: timestampColumn(columns?.built ?? none),
    retires: int4Column(columns?.retires ?? none),
  };
}

/** Presences of a window with their sequence numbers, for builds that share their time with another. `toSeq` null: still there. */
export type ExactPresence = { artifactId: number; packageVersionId: number; fromMs: number; fromSeq: number; toMs: number; toSeq: number | null };

export async function selectExactPresences(client: ClientBase, artifactIds: readonly number[], question: WindowQuestion): Promise<ExactPresence[]> {
  const parameters = new Parameters();
  const text = `select artifact_id as "artifactId", package_version_id as "packageVersionId", from_at as "fromAt", from_seq as "fromSeq", to_at as "toAt", to_seq as "toSeq"
    from (${windowSource(question, "all", parameters)}) h where artifact_id = any(${parameters.add(int4Array(artifactIds))}::int[])`;
  const { facets } = question;
  const rows = await ask<Omit<ExactPresence, "fromMs" | "toMs"> & { fromAt: Date; toAt: Date | number }>(
    client,
    { what: "exact-presences", facets },
    text,
    parameters,
  );
  return rows.map(({ fromAt, toAt, ...row }) => ({ ...row, fromMs: fromAt.getTime(), toMs: Number(toAt) }));
}

export type BuildNames = BuildNameRow & { slug: string; serviceName: string; team: TeamRef | null; commit: string | null; runUrl: string | null };

/** What is shown of some builds, in their order. */
export async function selectBuildNames(client: ClientBase, builds: readonly { artifactId: number; seq: number }[]): Promise<BuildNames[]> {
  const { rows } = await client.query<Omit<BuildNames, "team"> & OwnerRow>({
    name: "blast-radius-build-names",
    text: `select s.slug, s.name as "serviceName", ${ownerColumns}, ${buildNameColumns}, b.commit, b.run_url as "runUrl"
      from unnest($1::int[], $2::int[]) with ordinality as w(artifact_id, seq, place)
      join build b on b.artifact_id = w.artifact_id and b.seq = w.seq join artifact a on a.id = b.artifact_id
      join service s on s.id = a.service_id left join team t on t.id = s.team_id order by w.place`,
    values: [int4Array(builds.map(({ artifactId }) => artifactId)), int4Array(builds.map(({ seq }) => seq))],
  });
  return rows.map(({ teamSlug, teamName, teamContact, teamContacts, ...build }) => ({
    ...build,
    team: toTeamRef({ teamSlug, teamName, teamContact, teamContacts: teamContacts ?? null }),
  }));
}
