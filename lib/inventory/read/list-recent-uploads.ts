import { z } from "zod";
import { requireScope, type Verb } from "@/lib/context";
import { decodeCursor } from "./cursor";
import { toIso } from "./present";
import { selectUploads, type UploadListRow } from "./queries/overview";
import { inSnapshot } from "./queries/snapshot";
import { toPage } from "./read-page";
import { listRecentUploadsSchema, type UploadList, type UploadRow } from "./schemas";

/** One page of the uploads, last first. Throws `invalid` for a cursor of another list. */
export async function listRecentUploads({ ctx, input }: Verb<z.input<typeof listRecentUploadsSchema>>): Promise<UploadList> {
  requireScope(ctx, "inventory:read");
  const { status, limit, cursor } = listRecentUploadsSchema.parse(input);
  const place = decodeCursor(cursor, z.tuple([z.iso.datetime(), z.uuid()]));
  const rows = await inSnapshot((client) =>
    selectUploads(client, { status: status ?? null, limit, before: place && { at: new Date(place[0]), id: place[1] } }),
  );
  const { page, nextCursor } = toPage(rows, limit, (row) => [row.createdAt.toISOString(), row.id]);
  return { data: page.map(toUploadRow), meta: { limit, nextCursor } };
}

function toUploadRow({ problemCode, problemDetail, ...row }: UploadListRow): UploadRow {
  return {
    ...row,
    service: row.service ?? "",
    createdAt: row.createdAt.toISOString(),
    finishedAt: toIso(row.finishedAt),
    problem: row.status === "failed" ? { code: problemCode ?? "internal", detail: problemDetail ?? "" } : null,
  };
}
