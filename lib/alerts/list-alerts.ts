import { z } from "zod";
import { requireScope, type Verb } from "@/lib/context";
import { pool } from "@/lib/db";
import { decodeCursor } from "@/lib/inventory/read/cursor";
import { toPage } from "@/lib/inventory/read/read-page";
import { toAlert } from "./present";
import { selectAlerts } from "./queries";
import { type AlertList, type ListAlerts, listAlertsSchema } from "./schemas";

/** One page of the alerts, last raised first. Throws `invalid` for a cursor of another list. */
export async function listAlerts({ ctx, input }: Verb<ListAlerts>): Promise<AlertList> {
  requireScope(ctx, "inventory:read");
  const { state, limit, cursor } = listAlertsSchema.parse(input);
  const place = decodeCursor(cursor, z.tuple([z.iso.datetime(), z.uuid()]));
  const before = place && { at: new Date(place[0]), id: place[1] };
  const rows = await selectAlerts(pool(), { state: state === "all" ? null : state, before, limit: limit + 1 });
  const { page, nextCursor } = toPage(rows, limit, (row) => [row.raisedAt.toISOString(), row.id]);
  const now = new Date();
  return { data: page.map((row) => toAlert(row, now)), meta: { limit, nextCursor } };
}
