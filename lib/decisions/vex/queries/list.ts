import type { ClientBase } from "pg";
import type { DecisionScope } from "../../words";
import type { VexFormat } from "../read/model";
import type { VexReport } from "../schemas";

export type VexDocumentRead = {
  id: string;
  format: VexFormat;
  name: string;
  sha256: Buffer;
  documentId: string | null;
  version: string | null;
  author: string | null;
  saidAt: Date | null;
  importedAt: Date;
  importedBy: string;
  scope: DecisionScope;
  scopeName: string | null;
  endedAt: Date | null;
  endedBy: string | null;
  replacedBy: string | null;
  standing: number;
  waiting: number;
};

/** Documents with the name of their scope, and how many decisions of theirs stand and wait. */
export async function selectDocuments(client: ClientBase, ids: readonly string[], at: Date): Promise<VexDocumentRead[]> {
  const { rows } = await client.query<VexDocumentRead>({
    name: "vex-documents",
    text: `select v.id, v.format, v.name, v.sha256, v.document_id as "documentId", v.version, v.author, v.said_at as "saidAt", v.imported_at as "importedAt",
        v.imported_by as "importedBy", v.scope, v.ended_at as "endedAt", v.ended_by as "endedBy", v.replaced_by as "replacedBy",
        case v.scope when 'team' then (select slug from team where id = v.scope_id) when 'service' then (select slug from service where id = v.scope_id)
          when 'artifact' then (select s.slug || ' / ' || a.name || ' / ' || a.ref from artifact a join service s on s.id = a.service_id where a.id = v.scope_id) end as "scopeName",
        coalesce(c.standing, 0)::int as standing, coalesce(c.waiting, 0)::int as waiting
      from vex_document v left join lateral (
        select count(*) filter (where e.decision_id is not null) as standing, count(*) filter (where e.decision_id is null and d.approve_by > $2) as waiting
          from (select distinct decision_id from vex_said where document_id = v.id) s join decision d on d.id = s.decision_id
          left join decision_effect e on e.decision_id = d.id
         where (d.expires_at is null or d.expires_at > $2) and not exists (select from decision_end w where w.decision_id = d.id)) c on v.ended_at is null
      where v.id = any($1::uuid[])`,
    values: [ids, at],
  });
  return rows;
}

export type DocumentPlace = { importedAt: Date; id: string };

export async function selectDocumentIds(
  client: ClientBase,
  state: "standing" | "ended" | "all",
  after: DocumentPlace | null,
  limit: number,
): Promise<DocumentPlace[]> {
  const { rows } = await client.query<DocumentPlace>({
    name: `vex-document-ids-${after !== null}`,
    text: `select id, imported_at as "importedAt" from vex_document where case $1 when 'standing' then ended_at is null when 'ended' then ended_at is not null else true end
      ${after === null ? "" : "and (imported_at, id) < ($3, $4::uuid)"} order by imported_at desc, id desc limit $2`,
    values: after === null ? [state, limit] : [state, limit, after.importedAt, after.id],
  });
  return rows;
}

export async function countDocuments(client: ClientBase, state: "standing" | "ended" | "all"): Promise<number> {
  const { rows } = await client.query<{ count: number }>({
    name: "vex-count-documents",
    text: "select count(*)::int as count from vex_document where case $1 when 'standing' then ended_at is null when 'ended' then ended_at is not null else true end",
    values: [state],
  });
  return rows[0]?.count ?? 0;
}

export async function selectReport(client: ClientBase, id: string): Promise<VexReport | null> {
  const { rows } = await client.query<{ report: VexReport }>({ name: "vex-report", text: "select report from vex_document where id = $1", values: [id] });
  return rows[0]?.report ?? null;
}
