import type { ClientBase } from "pg";
import { selectDocuments, type VexDocumentRead } from "./queries/list";
import type { VexDocumentRow } from "./schemas";

/** Documents as the API shows them, in the order of the ids. */
export async function presentDocuments(client: ClientBase, ids: readonly string[], at: Date): Promise<VexDocumentRow[]> {
  const rows = await selectDocuments(client, ids, at);
  const byId = new Map(rows.map((row) => [row.id, presentDocument(row)]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

function presentDocument({ sha256, saidAt, importedAt, endedAt, ...row }: VexDocumentRead): VexDocumentRow {
  return {
    ...row,
    sha256: sha256.toString("hex"),
    saidAt: saidAt?.toISOString() ?? null,
    importedAt: importedAt.toISOString(),
    endedAt: endedAt?.toISOString() ?? null,
  };
}
