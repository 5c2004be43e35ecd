import type { ClientBase } from "pg";
import { int4Array } from "@/lib/db/binary-arrays";
import { hashSince, type OwnerRow, ownerColumns, Parameters, viaVersion } from "@/lib/inventory/read";
import type { Hit } from "../page-of-hits";
import { compareText } from "../text-order";
import type { AskedHashes } from "./holdings";
import { ask } from "./kept-plans";
import { namesOfPackages, namesOfVersions, type PackageName, type VersionName } from "./names";
import { type WindowQuestion, windowSource } from "./window-holdings";

/** All that a row shows. Null package fields: the artifact itself. */
export type DetailRow = OwnerRow & {
  slug: string;
  serviceName: string;
  artifactId: number;
  kind: string;
  artifactName: string;
  ref: string;
  packageVersionId: number;
  ecosystem: string | null;
  packageName: string | null;
  version: string | null;
  release: string | null;
  direct: boolean | null;
  depth: number | null;
  scope: number | null;
  since: Date | null;
  until: Date | null;
  via: { ecosystem: string; name: string; version: string | null }[];
  seq: number;
  buildVersion: string | null;
  commit: string | null;
  runUrl: string | null;
  builtAt: Date;
  incomplete: boolean;
};

// Now: the open presence and the head. Then: the interval around the moment and the last build before it.
const moments = {
  now: {
    presence: "p.to_seq is null",
    // A scalar subquery, so that the build is always found by its whole key.
    build: "join build b on b.artifact_id = h.artifact_id and b.seq = (select ah.head_seq from artifact_head ah where ah.artifact_id = h.artifact_id)",
  },
  past: {
    presence: "p.from_at <= $6 and (p.to_at is null or p.to_at > $6)",
    build: "cross join lateral (select * from build where artifact_id = h.artifact_id and built_at <= $6 order by built_at desc, seq desc limit 1) b",
  },
} as const;

/**
 * When the rows are looked at. `isNow`: whether a hit is there at the moment; the others are in a build that runs, which `runningBuild` gives, or else
 * in the window only.
 */
export type DetailTime = { asOf: Date | null; window: WindowQuestion | null; isNow: (hit: Hit) => boolean; runningBuild: (hit: Hit) => number | null };

/**
 * The rows of a page in its order, with every name. Only what is shown is looked up, and names that are known are not. What
 * counts for its hash is there since it has that hash.
 */
export async function selectDetails(client: ClientBase, hits: readonly Hit[], time: DetailTime, asked: AskedHashes): Promise<DetailRow[]> {
  if (hits.length === 0) return [];
  const versionIds = hits.map((hit) => hit.packageVersionId).filter((id) => id !== 0);
  const [rows, versions] = await Promise.all([selectAllFacts(client, hits, time, asked), namesOfVersions(client, versionIds)]);
  const packages = await namesOfPackages(
    client,
    rows.flatMap(({ via }) => via ?? []),
  );
  return rows.map((row) => toDetailRow(row, versions.get(row.packageVersionId), packages));
}

/** A row before its names: `via` are package ids, with the version of the first. */
type FactRow = Omit<DetailRow, keyof VersionName | "packageName" | "via"> & { via: number[] | null; viaVersion: string | null };

/** The rows of hits that are there at the moment, and of those that only the window has, in the order of the hits. */
async function selectAllFacts(client: ClientBase, hits: readonly Hit[], time: DetailTime, asked: AskedHashes): Promise<FactRow[]> {
  const { asOf, window, isNow, runningBuild } = time;
  const there = hits.filter(isNow);
  const gone = hits.filter((hit) => !isNow(hit)).map((hit) => ({ ...hit, seq: runningBuild(hit) }));
  const running = gone.filter(({ seq }) => seq !== null);
  const past = gone.filter(({ seq }) => seq === null);
  const [now, inBuilds, during] = await Promise.all([
    there.length === 0 ? [] : selectFacts(client, there, asOf, asked),
    running.length === 0 ? [] : selectFactsOfBuilds(client, running),
    window === null || past.length === 0 ? [] : selectWindowFacts(client, past, window),
  ]);
  if (inBuilds.length + during.length === 0) return now;
  const keyOf = ({ artifactId, packageVersionId }: Pick<Hit, "artifactId" | "packageVersionId">) => `${artifactId} ${packageVersionId}`;
  const byHit = new Map([...now, ...inBuilds, ...during].map((row) => [keyOf(row), row]));
  return hits.flatMap((hit) => byHit.get(keyOf(hit)) ?? []);
}

async function selectFacts(client: ClientBase, hits: readonly Hit[], asOf: Date | null, asked: AskedHashes): Promise<FactRow[]> {
  const moment = asOf ? moments.past : moments.now;
  const at = asOf ? "$6" : null;
  const result = await client.query<FactRow>({
    name: `blast-radius-details-${asOf ? "past" : "now"}`,
    text: `select s.slug, s.name as "serviceName", ${ownerColumns},
        a.id as "artifactId", a.kind, a.name as "artifactName", a.ref, h.version_id as "packageVersionId",
        p.direct, p.depth, p.scope, p.via, case when cardinality(p.via) > 0 then ${viaVersion(at)} end as "viaVersion",
        case when h.version_id = any($4::int[]) then ${hashSince("$5", at)} else p.from_at end as since, null::timestamptz as until,
        b.seq, b.version as "buildVersion", b.commit, b.run_url as "runUrl", b.built_at as "builtAt", b.incomplete
      from unnest($1::int[], $2::int[], $3::int[]) as h(place, artifact_id, version_id)
      join artifact a on a.id = h.artifact_id
      join service s on s.id = a.service_id
      left join team t on t.id = s.team_id
      left join presence p on p.artifact_id = h.artifact_id and p.package_version_id = h.version_id and ${moment.presence}
      ${moment.build}
      order by h.place`,
    values: [
      int4Array(hits.map((_, place) => place)),
      int4Array(hits.map((hit) => hit.artifactId)),
      int4Array(hits.map((hit) => hit.packageVersionId)),
      asked.hashed,
      asked.hashIds,
      ...(asOf ? [asOf] : []),
    ],
  });
  return result.rows;
}

const factColumns = `s.slug, s.name as "serviceName", ${ownerColumns},
        a.id as "artifactId", a.kind, a.name as "artifactName", a.ref, h.version_id as "packageVersionId", p.direct, p.depth, p.scope, p.via, null as "viaVersion",
        b.seq, b.version as "buildVersion", b.commit, b.run_url as "runUrl", b.built_at as "builtAt", b.incomplete`;
const factJoins = `join artifact a on a.id = h.artifact_id
      join service s on s.id = a.service_id
      left join team t on t.id = s.team_id`;
const places = (hits: readonly Hit[]) => [
  int4Array(hits.map((_, place) => place)),
  int4Array(hits.map((hit) => hit.artifactId)),
  int4Array(hits.map((hit) => hit.packageVersionId)),
];

/** What builds hold, each by its number: those that run and are not the newest. */
async function selectFactsOfBuilds(client: ClientBase, hits: readonly (Hit & { seq: number | null })[]): Promise<FactRow[]> {
  const result = await client.query<FactRow>({
    name: "blast-radius-details-builds",
    text: `select ${factColumns}, p.from_at as since, p.to_at as until
      from unnest($1::int[], $2::int[], $3::int[], $4::int[]) as h(place, artifact_id, version_id, seq)
      ${factJoins}
      join build b on b.artifact_id = h.artifact_id and b.seq = h.seq
      left join lateral (
        select * from presence where artifact_id = h.artifact_id and package_version_id = h.version_id and (from_at, from_seq) <= (b.built_at, b.seq)
          and (to_seq is null or (to_at, to_seq) > (b.built_at, b.seq)) order by from_at desc, from_seq desc limit 1) p on true
      order by h.place`,
    values: [...places(hits), int4Array(hits.map(({ seq }) => seq ?? 0))],
  });
  return result.rows;
}

/** The last presence of each hit that overlaps the window, and the last build of the window's time that has it. */
async function selectWindowFacts(client: ClientBase, hits: readonly Hit[], question: WindowQuestion): Promise<FactRow[]> {
  const parameters = new Parameters();
  const columns = places(hits).map((ids) => `${parameters.add(ids)}::int[]`);
  const to = parameters.add(question.window.to);
  const text = `select ${factColumns}, p.from_at as since, case when p.to_seq is not null then p.to_at end as until
    from unnest(${columns.join(", ")}) as h(place, artifact_id, version_id)
    ${factJoins}
    cross join lateral (
      select * from (${windowSource(question, "all", parameters)}) w where w.artifact_id = h.artifact_id and w.package_version_id = h.version_id
      order by w.from_at desc, w.from_seq desc, w.to_at desc, w.to_seq desc limit 1) p
    cross join lateral (
      select * from build where artifact_id = h.artifact_id and built_at < ${to}::timestamptz
        and (p.to_seq is null or (built_at, seq) < (p.to_at, p.to_seq)) order by built_at desc, seq desc limit 1) b
    order by h.place`;
  return ask<FactRow>(client, { what: "details-window", facets: question.facets }, text, parameters);
}

function toDetailRow({ via, viaVersion: first, ...facts }: FactRow, version: VersionName | undefined, packages: ReadonlyMap<number, PackageName>): DetailRow {
  const named = (via ?? []).flatMap((id, place) => {
    const name = packages.get(id);
    return name ? [{ ecosystem: name.ecosystem, name: name.name, version: place === 0 ? first : null }] : [];
  });
  return {
    ...facts,
    ecosystem: version?.ecosystem ?? null,
    packageName: version?.name ?? null,
    version: version?.version ?? null,
    release: version?.release ?? null,
    via: [...named.slice(0, 1), ...named.slice(1).sort((a, b) => compareText(a.name, b.name) || compareText(a.ecosystem, b.ecosystem))],
  };
}
