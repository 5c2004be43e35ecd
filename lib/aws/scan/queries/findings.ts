import type { ClientBase, Pool } from "pg";

/** When findings were first observed, by ARN, of those that are known. */
export async function selectFirstObserved(on: ClientBase | Pool, arns: readonly string[]): Promise<Map<string, Date>> {
  const { rows } = await on.query<{ arn: string; at: Date }>("select arn, first_observed_at as at from inspector_finding where arn = any($1::text[])", [arns]);
  return new Map(rows.map(({ arn, at }) => [arn, at]));
}

/** Whether a newer build of the artifact was scanned. */
export async function isNewerScanned(on: ClientBase, artifactId: number, seq: number): Promise<boolean> {
  const { rows } = await on.query<{ newer: boolean }>(
    `select exists (select from aws_resource_artifact m join build b on b.artifact_id = m.artifact_id and b.seq = m.build_seq
       join build own on own.artifact_id = m.artifact_id and own.seq = $2
       where m.artifact_id = $1 and m.by = 'scan' and (b.built_at, b.seq) > (own.built_at, own.seq)) as newer`,
    [artifactId, seq],
  );
  return rows[0]?.newer ?? false;
}

export type ScannedResource = { id: number; key: string; name: string; buildSeq: number };

/** The scanned builds of an artifact, as resources. */
export async function selectScannedResources(on: ClientBase, artifactId: number): Promise<ScannedResource[]> {
  const { rows } = await on.query<ScannedResource>(
    `select r.id, r.key, r.name, m.build_seq as "buildSeq" from aws_resource_artifact m join aws_resource r on r.id = m.resource_id
     where m.artifact_id = $1 and m.by = 'scan' and m.build_seq is not null order by r.id`,
    [artifactId],
  );
  return rows;
}

export type ScanEnding = {
  resourceIds: number[];
  /** What the scan lists. */
  arns: string[];
  /** Packages that it did not judge. */
  unjudged: readonly { ecosystem: string; name: string; version: string; release: string }[];
  at: Date;
};

/** Closes open findings of these resources as of `at`, but for those that the scan lists or that name a package that it did not judge. Returns the resources of which some were closed. */
export async function closeScanFindings(on: ClientBase, { resourceIds, arns, unjudged, at }: ScanEnding): Promise<number[]> {
  const { rows } = await on.query<{ id: number }>(
    `with closed as (
       update inspector_finding f set status = 'CLOSED', unlisted_at = $3
       where resource_id = any($1::int[]) and status <> 'CLOSED' and updated_at <= $3 and arn <> all($2::text[]) and not exists (
         select from inspector_package p join package_version v on v.id = p.package_version_id join package k on k.id = v.package_id
         where p.finding_id = f.id and (k.ecosystem, k.name, v.version, v.release) in (select * from unnest($4::text[], $5::text[], $6::text[], $7::text[])))
       returning resource_id)
     select distinct resource_id as id from closed order by 1`,
    [
      resourceIds,
      arns,
      at,
      unjudged.map(({ ecosystem }) => ecosystem),
      unjudged.map(({ name }) => name),
      unjudged.map(({ version }) => version),
      unjudged.map(({ release }) => release),
    ],
  );
  return rows.map(({ id }) => id);
}
