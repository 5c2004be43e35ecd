import { z } from "zod";
import { decodeCursor } from "@/lib/inventory/read";
import type { PlacedRow } from "./queries/list";
import type { Place } from "./queries/order";
import type { ListVulnerabilities } from "./schemas";

const prioritySchema = z.tuple([z.literal("priority"), z.int(), z.int(), z.int(), z.int(), z.number(), z.int32()]);
const modifiedSchema = z.tuple([z.literal("modified"), z.iso.datetime(), z.int32()]);

/** The place that a cursor of a list names, or null without one. Throws `invalid` for one of another list or order. */
export function placeOf(sort: ListVulnerabilities["sort"], cursor: string | undefined): Place | null {
  if (sort === "modified") {
    const place = decodeCursor(cursor, modifiedSchema);
    return place && { sort: place[0], modifiedAt: place[1], id: place[2] };
  }
  const place = decodeCursor(cursor, prioritySchema);
  if (place === null) return null;
  const [, live, malware, kev, rank, epss, id] = place;
  return { sort: "priority", live, malware, kev, rank, epss, id };
}

/** What the cursor after a row is made of. */
export function cursorOf(sort: ListVulnerabilities["sort"], row: PlacedRow): (string | number)[] {
  if (sort === "modified") return [sort, row.modifiedAt, row.id];
  return [sort, row.live, row.malware, row.kev, row.rank, row.epss, row.id];
}
