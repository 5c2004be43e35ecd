import type { ClientBase, Pool } from "pg";
import type { Validity } from "@/lib/sbom/validate/validity";
import type { Quality } from "./schemas";

type Connection = ClientBase | Pool;

/** Which assessment is a document's: that of its body under what its head says beside serial number and time. */
export type AssessmentKey = { bodySha256: Buffer; headPrint: Buffer };

export type AssessedDocument = { sha256: Buffer; bodySha256: Buffer; head: Buffer; documentedAt: Date | null };

/** What of a document decides on its assessment, or null. */
export async function selectAssessedDocument(on: Connection, sha256: Buffer): Promise<AssessedDocument | null> {
  const { rows } = await on.query<AssessedDocument>({
    name: "assessment-document",
    text: `select d.sha256, coalesce(d.body_of, d.sha256) as "bodySha256", d.head, d.documented_at as "documentedAt" from document d where d.sha256 = $1`,
    values: [sha256],
  });
  return rows[0] ?? null;
}

/** The document of a build of the service, or null. */
export async function selectBuildDocument(on: Connection, slug: string, artifactId: number, seq: number): Promise<Buffer | null> {
  const { rows } = await on.query<{ sha256: Buffer }>({
    name: "assessment-build",
    text: `select b.document_sha256 as sha256 from build b join artifact a on a.id = b.artifact_id join service s on s.id = a.service_id
      where s.slug = $1 and b.artifact_id = $2 and b.seq = $3`,
    values: [slug, artifactId, seq],
  });
  return rows[0]?.sha256 ?? null;
}

export type AssessmentRow = { validity: Validity; quality: Quality; assessedAt: Date };

/** The assessment of this revision, or null. */
export async function selectAssessment(on: Connection, { bodySha256, headPrint }: AssessmentKey, revision: number): Promise<AssessmentRow | null> {
  const { rows } = await on.query<AssessmentRow>({
    name: "assessment",
    text: `select validity, quality, assessed_at as "assessedAt" from document_assessment where body_sha256 = $1 and head_print = $2 and revision = $3`,
    values: [bodySha256, headPrint, revision],
  });
  return rows[0] ?? null;
}

/** Stores an assessment in place of one of an older revision. */
export async function upsertAssessment(on: Connection, key: AssessmentKey, revision: number, { validity, quality, assessedAt }: AssessmentRow): Promise<void> {
  await on.query({
    name: "assessment-upsert",
    text: `insert into document_assessment (body_sha256, head_print, revision, validity, quality, assessed_at) values ($1, $2, $3, $4, $5, $6)
      on conflict (body_sha256, head_print) do update set revision = excluded.revision, validity = excluded.validity, quality = excluded.quality,
        assessed_at = excluded.assessed_at
      where document_assessment.revision <= excluded.revision`,
    values: [key.bodySha256, key.headPrint, revision, JSON.stringify(validity), JSON.stringify(quality), assessedAt],
  });
}

/**
 * Documents of head builds whose stored body has no assessment of this revision yet, each body once, beginning anywhere
 * (`from`, a hash): so that some that cannot be assessed do not keep the others from their turn.
 */
export async function selectUnassessedHeads(on: Connection, revision: number, from: Buffer, limit: number): Promise<Buffer[]> {
  const { rows } = await on.query<{ sha256: Buffer }>({
    name: "assessment-owed",
    text: `select sha256 from (
        select distinct on (coalesce(d.body_of, d.sha256)) d.sha256, coalesce(d.body_of, d.sha256) as body
        from artifact_head h join document d on d.sha256 = h.document_sha256
        where not exists (select from document_assessment a where a.body_sha256 = coalesce(d.body_of, d.sha256) and a.revision >= $1)
          and exists (select from document_body b where b.sha256 = coalesce(d.body_of, d.sha256))
        order by coalesce(d.body_of, d.sha256)) owed
      order by body < $2, body limit $3`,
    values: [revision, from, limit],
  });
  return rows.map(({ sha256 }) => sha256);
}

/** Whether an upload waits for its ingest. */
export async function isIngestOwed(on: Connection): Promise<boolean> {
  const { rows } = await on.query<{ owed: boolean }>("select exists (select from upload where status in ('queued', 'processing')) as owed");
  return rows[0]?.owed ?? false;
}
