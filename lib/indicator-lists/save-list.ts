import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";
import type { z } from "zod";
import { recordAudit } from "@/lib/audit";
import { requireScope, type Verb } from "@/lib/context";
import { inTransaction } from "@/lib/db";
import { uuidv7 } from "@/lib/db/uuid";
import { keepList } from "./kept-lists";
import { insertList, type ListRow, selectListByFingerprint } from "./queries";
import { readList } from "./read-list";
import { type IndicatorListRef, listOptionsSchema } from "./schemas";

export type SaveList = { content: Uint8Array; options: z.input<typeof listOptionsSchema> };

/**
 * Keeps a list of indicators, so that questions by it have a link; the same list again is the one that is there. Whoever may ask may
 * keep what is asked. Throws `invalid` for what is no list, `too_large` beyond what is read of one.
 */
export async function saveIndicatorList({ ctx, input }: Verb<SaveList>): Promise<{ list: IndicatorListRef; created: boolean }> {
  requireScope(ctx, "inventory:read");
  const options = listOptionsSchema.parse(input.options);
  const content = Buffer.from(input.content.buffer, input.content.byteOffset, input.content.byteLength);
  const read = await readList(content, options);
  const fingerprint = createHash("sha256").update(JSON.stringify(options)).update("\0").update(content).digest();
  const now = new Date();
  const row = {
    id: uuidv7(now.getTime()),
    format: read.format,
    sizeBytes: content.length,
    lines: read.lines,
    indicators: read.indicators.length,
    rejected: read.counts.rejected,
    options,
    createdBy: ctx.actor.name,
    createdAt: now,
  };
  const packed = gzipSync(content);
  return inTransaction(async (client) => {
    const added = await insertList(client, { ...row, fingerprint, content: packed });
    const stored = added ?? (await selectListByFingerprint(client, fingerprint));
    if (!stored) throw new Error("A list that is not added is there.");
    if (added) {
      const { format, lines, indicators, rejected } = row;
      await recordAudit(client, ctx, {
        action: "indicator_list.created",
        subjectKind: "indicator_list",
        subjectId: row.id,
        detail: { format, lines, indicators, rejected },
      });
    }
    keepList(stored.id, read);
    return { list: toListRef(stored), created: added !== null };
  });
}

export function toListRef({ createdAt, ...row }: ListRow): IndicatorListRef {
  return { ...row, createdAt: createdAt.toISOString() };
}
