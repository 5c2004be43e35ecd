import { z } from "zod";
import type { RouteDoc } from "@/lib/http/route-contract";
import {
  listSourcesSchema,
  quarantineKeySchema,
  quarantineListSchema,
  quarantinePageSchema,
  sourceIdSchema,
  sourceListSchema,
  syncRequestedSchema,
} from "./schemas";

const read = { method: "get", scopes: ["inventory:read"], tag: "Sources" } as const;
const sync = {
  method: "post",
  scopes: ["advisories:write"],
  tag: "Sources",
  response: syncRequestedSchema,
  successStatus: 202,
  successDescription: "Queued",
} as const;

/** The routes of where advisories come from. */
export const sourceRoutes = [
  {
    ...read,
    path: "/api/v1/sources",
    summary: "Where advisories come from",
    description: "Each source with its last syncs, what the running one does, and what it brought.",
    query: listSourcesSchema,
    response: sourceListSchema,
  },
  { ...sync, path: "/api/v1/sources/sync", summary: "Sync every source now", description: "Progress is in the list of sources." },
  {
    ...sync,
    path: "/api/v1/sources/{id}/sync",
    summary: "Sync a source now",
    description: "Progress is in the list of sources. One that waits or runs already goes on.",
    params: sourceIdSchema,
    problems: [404, 409],
  },
  {
    ...read,
    path: "/api/v1/sources/{id}/quarantine",
    summary: "Records that cannot be read",
    description: "With the reason and its place. A record leaves the list when it can be read, or its source does not have it any more.",
    params: sourceIdSchema,
    query: quarantinePageSchema,
    response: quarantineListSchema,
    problems: [404],
  },
  {
    ...read,
    path: "/api/v1/sources/{id}/quarantine/raw",
    summary: "A record that cannot be read, as it came",
    params: sourceIdSchema,
    query: quarantineKeySchema,
    response: z.unknown(),
    rawResponse: true,
    responseContent: { "application/octet-stream": { schema: { type: "string", format: "binary" } } },
    problems: [404],
  },
] as const satisfies readonly RouteDoc[];
