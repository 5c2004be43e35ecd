import type { RouteDoc } from "@/lib/http/route-contract";
import {
  createRuleSchema,
  dryRunSchema,
  listResourcesSchema,
  mapByHandBodySchema,
  mappingChangesSchema,
  orderRulesSchema,
  resourceListSchema,
  resourcePathSchema,
  ruleListSchema,
} from "./schemas";

const tag = "AWS resources";
const read = { method: "get", scopes: ["inventory:read"], tag } as const;
const write = { scopes: ["aws:write"], tag, response: mappingChangesSchema } as const;
const order =
  "Of one resource the surest way counts: a build has its digest; a build has the digest of an image index that lists it; a rule; one of its tags is the version or commit of a build of the one artifact that is called as its repository is; one artifact is called as the function or code repository is.";

/** The routes of AWS resources and what they are. */
export const awsResourceRoutes = [
  {
    ...read,
    path: "/api/v1/aws/resources",
    summary: "What Inspector scans and what runs, and which artifacts that is",
    description: `By name. ${order} Those that were not found have hints.`,
    query: listResourcesSchema,
    response: resourceListSchema,
  },
  {
    ...write,
    method: "put",
    path: "/api/v1/aws/resources/{id}/artifact",
    summary: "Say which artifact a resource is",
    description:
      "Makes a rule for resources of its type with exactly its name, the first of all rules, so that what is added under the same name is it too; deleting the rule takes it back. What its digest tells cannot be said otherwise.",
    params: resourcePathSchema,
    body: mapByHandBodySchema,
    problems: [404, 409],
  },
  {
    ...read,
    path: "/api/v1/aws/mapping-rules",
    summary: "Rules that say which artifacts resources are",
    description: "In the order in which they count: the first that fits.",
    response: ruleListSchema,
  },
  {
    ...write,
    method: "post",
    path: "/api/v1/aws/mapping-rules",
    summary: "Make a rule that says which artifact resources are",
    description: `${order} With \`dryRun=true\` nothing changes, and the answer says what would.`,
    query: dryRunSchema,
    body: createRuleSchema,
    successStatus: 201,
    successDescription: "Made",
    otherResponses: { 200: { description: "A dry run: what would change.", schema: mappingChangesSchema } },
    problems: [404, 409],
  },
  {
    ...write,
    method: "patch",
    path: "/api/v1/aws/mapping-rules",
    summary: "Put the rules into another order",
    description: "All of them at once; 409 when the order leaves out a rule that there is, or has one that there is not.",
    body: orderRulesSchema,
    problems: [409],
  },
  {
    ...write,
    method: "delete",
    path: "/api/v1/aws/mapping-rules/{id}",
    summary: "Delete a rule",
    description: "What it mapped is looked for again by the other rules, tags and names.",
    params: resourcePathSchema,
    problems: [404],
  },
] as const satisfies readonly RouteDoc[];
