import type { Pool } from "pg";
import type { ExportSubject } from "@/lib/aws/read";

/** An artifact that the image or function of an export is mapped to. */
export type MappedArtifact = {
  artifactId: number;
  slug: string;
  service: string;
  kind: string;
  name: string;
  ref: string;
  /** Found by the digest of a build, or of the index that a build has: that build's own SBOM is of this image. */
  isBuilt: boolean;
};

/** What is known of the subject of an export. `resourceIds`: of the images and functions that it is. */
export type KnownSubject = { resourceIds: number[]; digest: string | null; tags: string[]; firstSeenAt: Date | null; artifacts: MappedArtifact[] };

const resourcesOf = `select w.n, r.id, coalesce(w.digest, r.digest) as digest, r.tags, r.first_seen_at
  from unnest($1::int[], $2::text[], $3::text[], $4::text[]) as w (n, digest, arn, account)
  cross join lateral (
    select * from aws_resource d where d.digest = w.digest
    union select * from aws_resource k where w.digest is null and k.key = any(array[w.arn, w.arn || ':$LATEST'])) r
  where r.type in ('AWS_ECR_CONTAINER_IMAGE', 'AWS_LAMBDA_FUNCTION') and (w.account is null or w.account = r.account)`;

const parametersOf = (subjects: readonly ExportSubject[]) => [
  subjects.map((_, n) => n),
  subjects.map(({ digest }) => digest),
  subjects.map(({ arn }) => arn),
  subjects.map(({ account }) => account),
];

/** The resources of an export's subject, and the artifacts that they are by digest, index, tag, name or rule. */
export async function selectSubject(on: Pool, subject: ExportSubject): Promise<KnownSubject> {
  const { rows: resources } = await on.query<{ id: number; digest: string | null; tags: string[]; first_seen_at: Date }>(
    `${resourcesOf} order by r.first_seen_at, r.id`,
    parametersOf([subject]),
  );
  const resourceIds = resources.map(({ id }) => id);
  const { rows: artifacts } = await on.query<MappedArtifact>(
    `select a.id as "artifactId", s.slug, s.name as service, a.kind, a.name, a.ref, bool_or(m.by in ('digest', 'index')) as "isBuilt"
     from aws_resource_artifact m join artifact a on a.id = m.artifact_id join service s on s.id = a.service_id
     where m.resource_id = any($1::int[]) and m.by <> 'scan' group by 1, 2, 3, 4, 5, 6 order by 1`,
    [resourceIds],
  );
  const digest = resources.find((each) => each.digest !== null)?.digest ?? subject.digest;
  return { resourceIds, digest, tags: resources.flatMap(({ tags }) => tags), firstSeenAt: resources[0]?.first_seen_at ?? null, artifacts };
}

/** Numbers of those of these subjects that do not have to wait any more: mapped to one artifact, or built. */
export async function selectReadySubjects(on: Pool, subjects: readonly ExportSubject[]): Promise<ReadonlySet<number>> {
  const { rows } = await on.query<{ n: number }>(
    `with found as materialized (${resourcesOf})
     select f.n from found f join aws_resource_artifact m on m.resource_id = f.id
      where m.by <> 'scan' and f.digest is not null group by f.n having count(distinct m.artifact_id) = 1 or bool_or(m.by in ('digest', 'index'))
     union select n from unnest($1::int[], $2::text[]) as w (n, digest) where exists (select from build b where b.digests @> array[w.digest])`,
    parametersOf(subjects),
  );
  return new Set(rows.map(({ n }) => n));
}

/** Whether an upload of a build with this digest is owed. */
export async function isUploadOwed(on: Pool, digest: string): Promise<boolean> {
  const { rows } = await on.query<{ owed: boolean }>(
    "select exists (select from upload where status in ('queued', 'processing') and request->'digests' ? $1::text) as owed",
    [digest],
  );
  return rows[0]?.owed ?? false;
}

/** The last finding of these resources as it came, deflated; null: there is none. */
export async function selectLastFinding(on: Pool, resourceIds: readonly number[]): Promise<Buffer | null> {
  const { rows } = await on.query<{ raw: Buffer }>("select raw from inspector_finding where resource_id = any($1::int[]) order by updated_at desc limit 1", [
    resourceIds,
  ]);
  return rows[0]?.raw ?? null;
}
