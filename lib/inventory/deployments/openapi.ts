import type { RouteDoc } from "@/lib/http/route-contract";
import { deploymentAnswerSchema, deploymentBodySchema, deploymentListSchema, deploymentPathSchema, endBodySchema, listDeploymentsSchema } from "./schemas";

const write = { method: "post", scopes: ["deployment:write"], tag: "Deployments", response: deploymentAnswerSchema } as const;

/** The routes of deployments. */
export const deploymentRoutes = [
  {
    method: "get",
    scopes: ["inventory:read"],
    tag: "Deployments",
    path: "/api/v1/deployments",
    summary: "What runs where, and what ran",
    description: "Last begun first: what deploy jobs reported, and what was observed in AWS.",
    query: listDeploymentsSchema,
    response: deploymentListSchema,
  },
  {
    ...write,
    path: "/api/v1/deployments",
    summary: "Say that a build runs in an environment",
    description:
      "The build by the digest of its image (of every artifact that has it), or by its artifact and `build`, `version` or `commit`; without these the newest build at `from`. What ran of the artifact in that environment ends at `from`, unless `replaces` is false. Reports may come late and in any order: each deployment ends where the next one begins that replaces what runs. What is known already answers 200 and changes nothing; without `from` that is a build that runs there now.",
    body: deploymentBodySchema,
    successStatus: 201,
    successDescription: "Recorded",
    otherResponses: { 200: { description: "It was known, and nothing changed.", schema: deploymentAnswerSchema } },
    problems: [404, 409],
  },
  {
    ...write,
    path: "/api/v1/deployments/{id}/end",
    summary: "Say that a deployment ended",
    description:
      "Now, or at `to`, which also corrects an end. It never lasts longer than until the next one began that replaced it, or another build was observed there. What is observed cannot be ended (409): it ends when nothing of it runs there any more.",
    params: deploymentPathSchema,
    query: endBodySchema,
    problems: [404, 409],
  },
] as const satisfies readonly RouteDoc[];
