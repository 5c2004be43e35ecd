import type { RouteDoc } from "@/lib/http/route-contract";
import {
  breachListSchema,
  listBreachesSchema,
  previewSlaPolicySchema,
  saveSlaPolicySchema,
  slaEditionListSchema,
  slaPolicySchema,
  slaPreviewSchema,
} from "./schemas";

const sla = { tag: "SLA" } as const;

/** The routes of the policy and of what is late. */
export const slaRoutes = [
  {
    ...sla,
    method: "get",
    path: "/api/v1/sla/policy",
    summary: "Read the policy",
    description: "By when findings are to be closed: rules in their order, of which the first that fits a finding counts.",
    scopes: ["inventory:read"],
    response: slaPolicySchema,
  },
  {
    ...sla,
    method: "put",
    path: "/api/v1/sla/policy",
    summary: "Set the policy",
    description: "As a new edition; the same rules as before add none. Findings get their due dates by it within minutes.",
    scopes: ["settings:write"],
    body: saveSlaPolicySchema,
    response: slaPolicySchema,
    problems: [409],
  },
  {
    ...sla,
    method: "get",
    path: "/api/v1/sla/policy/editions",
    summary: "List editions of the policy",
    description: "Newest first, at most a hundred: who set which rules, and when.",
    scopes: ["inventory:read"],
    response: slaEditionListSchema,
  },
  {
    ...sla,
    method: "post",
    path: "/api/v1/sla/policy/preview",
    summary: "Try a policy",
    description: "How many findings would be late, soon or never due by these rules, and how many are by the policy that counts. Nothing is changed.",
    scopes: ["settings:write"],
    body: previewSlaPolicySchema,
    response: slaPreviewSchema,
  },
  {
    ...sla,
    method: "get",
    path: "/api/v1/sla/breaches",
    summary: "List what is late or soon will be",
    description:
      "Findings in the queue that are past their due time or due within seven days, counted by team, service or assignee. An accepted risk is neither: its clock stands still.",
    scopes: ["inventory:read"],
    query: listBreachesSchema,
    response: breachListSchema,
  },
] as const satisfies readonly RouteDoc[];
