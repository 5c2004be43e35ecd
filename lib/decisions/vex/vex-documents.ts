import { z } from "zod";
import { requireScope, type Verb } from "@/lib/context";
import { decodeCursor, inSnapshot, toPage } from "@/lib/inventory/read";
import { vexNotFound } from "./not-found";
import { presentDocuments } from "./present";
import { selectStoredDocument } from "./queries/documents";
import { countDocuments, selectDocumentIds, selectReport } from "./queries/list";
import { type ListVex, listVexSchema, type VexDocumentWithReport, type VexList, vexPathSchema } from "./schemas";

/** One page of imported documents, the latest first. */
export async function listVexDocuments({ ctx, input }: Verb<ListVex>): Promise<VexList> {
  requireScope(ctx, "inventory:read");
  const { state, limit, cursor } = listVexSchema.parse(input);
  const [importedAt, id] = decodeCursor(cursor, z.tuple([z.iso.datetime(), z.uuid()])) ?? [];
  return inSnapshot(async (client) => {
    const after = importedAt === undefined || id === undefined ? null : { importedAt: new Date(importedAt), id };
    const found = await selectDocumentIds(client, state, after, limit + 1);
    const { page, nextCursor } = toPage(found, limit, (row) => [row.importedAt.toISOString(), row.id]);
    const ids = page.map((row) => row.id);
    return { data: await presentDocuments(client, ids, new Date()), meta: { limit, nextCursor, rows: await countDocuments(client, state) } };
  });
}

/** A document with what became of each part of it. Throws `not_found`. */
export async function getVexDocument({ ctx, input }: Verb<z.input<typeof vexPathSchema>>): Promise<VexDocumentWithReport> {
  requireScope(ctx, "inventory:read");
  const { id } = vexPathSchema.parse(input);
  return inSnapshot(async (client) => {
    const [document] = await presentDocuments(client, [id], new Date());
    const report = await selectReport(client, id);
    if (!document || report === null) throw vexNotFound(id);
    return { ...document, report };
  });
}

/** A document byte for byte, as it was imported. Throws `not_found`. */
export async function readVexFile({
  ctx,
  input,
}: Verb<z.input<typeof vexPathSchema>>): Promise<{ contentType: string; filename: string; body: ReadableStream<Uint8Array> }> {
  requireScope(ctx, "inventory:read");
  const { id } = vexPathSchema.parse(input);
  const stored = await inSnapshot((client) => selectStoredDocument(client, id));
  if (stored === null) throw vexNotFound(id);
  return { contentType: "application/octet-stream", filename: `${stored.format}-${id}`, body: new Blob([new Uint8Array(stored.body)]).stream() };
}
