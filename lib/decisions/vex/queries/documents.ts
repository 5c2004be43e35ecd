import type { ClientBase } from "pg";
import type { DecisionScope } from "../../words";
import type { VexFormat } from "../read/model";
import type { VexReport } from "../schemas";

/** A document that stands here, as versions of it are told apart. */
export type StandingDocument = {
  id: string;
  sha256: Buffer;
  version: string | null;
  saidAt: Date | null;
  products: string[];
  scope: DecisionScope;
  scopeId: number | null;
};

export async function selectStandingDocuments(client: ClientBase, format: VexFormat, documentId: string | null, sha256: Buffer): Promise<StandingDocument[]> {
  const { rows } = await client.query<StandingDocument>({
    name: "vex-standing-documents",
    text: `select id, sha256, version, said_at as "saidAt", products, scope, scope_id as "scopeId" from vex_document
      where ended_at is null and format = $1 and (document_id = $2 or sha256 = $3)`,
    values: [format, documentId, sha256],
  });
  return rows;
}

export type NewDocument = {
  id: string;
  format: VexFormat;
  name: string;
  sha256: Buffer;
  body: Buffer;
  importedAt: Date;
  importedBy: string;
  report: VexReport;
  documentId: string | null;
  version: string | null;
  author: string | null;
  saidAt: Date | null;
  products: readonly string[];
  scope: DecisionScope;
  scopeId: number | null;
  requester: string;
};

export async function insertDocument(client: ClientBase, row: NewDocument): Promise<void> {
  await client.query({
    name: "vex-insert-document",
    text: `insert into vex_document (id, format, name, sha256, body, imported_at, imported_by, report, document_id, version, author, said_at, products, scope, scope_id,
        requester, bound_at)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $6)`,
    values: [
      row.id,
      row.format,
      row.name,
      row.sha256,
      row.body,
      row.importedAt,
      row.importedBy,
      JSON.stringify(row.report),
      row.documentId,
      row.version,
      row.author,
      row.saidAt,
      row.products,
      row.scope,
      row.scopeId,
      row.requester,
    ],
  });
}

export async function updateReport(client: ClientBase, id: string, report: VexReport, boundAt: Date): Promise<void> {
  await client.query({
    name: "vex-update-report",
    text: "update vex_document set report = $2, bound_at = $3 where id = $1",
    values: [id, JSON.stringify(report), boundAt],
  });
}

/** Ends documents that stand; `replacedBy` is the newer version, null where a person withdraws them. Returns those that it ended. */
export async function endDocuments(client: ClientBase, ids: readonly string[], given: { at: Date; by: string; replacedBy: string | null }): Promise<string[]> {
  const { rows } = await client.query<{ id: string }>({
    name: "vex-end-documents",
    text: "update vex_document set ended_at = $2, ended_by = $3, replaced_by = $4 where id = any($1::uuid[]) and ended_at is null returning id",
    values: [ids, given.at, given.by, given.replacedBy],
  });
  return rows.map(({ id }) => id);
}

/** What is needed to look again for what a document says. */
export type StoredDocument = {
  id: string;
  format: VexFormat;
  body: Buffer;
  scope: DecisionScope;
  scopeId: number | null;
  requester: string;
  importedBy: string;
  endedAt: Date | null;
};

export async function selectStoredDocument(client: ClientBase, id: string): Promise<StoredDocument | null> {
  const { rows } = await client.query<StoredDocument>({
    name: "vex-stored-document",
    text: `select id, format, body, scope, scope_id as "scopeId", requester, imported_by as "importedBy", ended_at as "endedAt" from vex_document where id = $1`,
    values: [id],
  });
  return rows[0] ?? null;
}

/** Remembers by which keys the products of a document are found. */
export async function insertProductKeys(client: ClientBase, documentId: string, keys: readonly { key: string; version: string }[]): Promise<void> {
  await client.query({
    name: "vex-insert-products",
    text: "insert into vex_product (document_id, key, version) select $1, k, v from unnest($2::text[], $3::text[]) as p(k, v) on conflict do nothing",
    values: [documentId, keys.map(({ key }) => key), keys.map(({ version }) => version)],
  });
}

/**
 * Documents that stand, of which a product came to the inventory since they were last looked at: an artifact of its name, new or renamed, or a build with its version or digest.
 * What was being committed then is looked at for a while longer, unless the document speaks of the artifact already.
 */
export async function selectDocumentsToBind(client: ClientBase, limit: number): Promise<string[]> {
  const { rows } = await client.query<{ id: string }>({
    name: "vex-to-bind",
    text: `with open as materialized (select p.key, p.version, d.id, d.bound_at - interval '10 minutes' as since from vex_product p join vex_document d on d.id = p.document_id
        where d.ended_at is null),
      named as materialized (select a.id, lower(a.name) as name, coalesce(a.renamed_at, a.created_at) as since from artifact a
        union all select a.id, lower(s.slug || '/' || a.name), coalesce(a.renamed_at, a.created_at) from artifact a join service s on s.id = a.service_id),
      come as (
        select o.id, a.id as artifact_id from open o join named a on a.name = o.key
         where case o.version when '' then a.since > o.since
           else exists (select from build b where b.artifact_id = a.id and b.version = o.version and greatest(b.received_at, a.since) > o.since) end
        union select o.id, b.artifact_id from open o join build b on b.digests && array[o.key] where o.key like 'sha256:%' and b.received_at > o.since)
      select distinct c.id from come c where not exists (select from vex_said v join decision_subject ds on ds.decision_id = v.decision_id
        where v.document_id = c.id and ds.scope = 'artifact' and ds.scope_id = c.artifact_id)
      limit $1`,
    values: [limit],
  });
  return rows.map(({ id }) => id);
}
