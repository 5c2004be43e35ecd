import type { RouteDoc } from "@/lib/http/route-contract";
import { applyQuerySchema, ownerChangesSchema, ownerFileBytesMax, ownerFileSchema } from "./schemas";

const example = `teams:
  - slug: payments
    name: Payments
    email: payments@example.com
    chat: "#payments"
    onCall: https://oncall.example.com/payments
    runbook: https://wiki.example.com/payments
services:
  - match: "payments-*"
    team: payments
`;
const yaml = { schema: { type: "string" as const, description: "The same as YAML." }, example };

/** The routes of owner files. */
export const ownerRoutes = [
  {
    method: "get",
    scopes: ["inventory:read"],
    tag: "Services",
    path: "/api/v1/owners",
    summary: "Teams and owners as a file",
    description: "JSON, or YAML where `Accept` asks for `application/yaml`. What `PUT` takes: sent back as it is it changes nothing.",
    response: ownerFileSchema,
    responseContent: { "application/yaml": yaml },
  },
  {
    method: "put",
    scopes: ["inventory:write"],
    tag: "Services",
    path: "/api/v1/owners",
    summary: "Make teams and owners what a file says",
    description: `YAML or JSON, ${ownerFileBytesMax} bytes at most. All of it or nothing. Of several entries that match a service the last one counts; services that nothing matches keep their owner, and teams that the file does not name stay. A fault has the pointer and the line of its entry.`,
    query: applyQuerySchema,
    bodyContent: { "application/yaml": yaml, "application/json": { schema: ownerFileSchema } },
    response: ownerChangesSchema,
    problems: [413, 415],
  },
] as const satisfies readonly RouteDoc[];
