import { z } from "zod";
import type { RouteDoc } from "@/lib/http/route-contract";
import {
  ownerBodySchema,
  ownerPathSchema,
  ownershipSchema,
  teamBodySchema,
  teamPathSchema,
  teamRefSchema,
  tierBodySchema,
  tieredServiceSchema,
  tieredServicesSchema,
} from "./schemas";

const write = { scopes: ["inventory:write"], tag: "Services" } as const;

/** The routes that change teams and owners. */
export const teamRoutes = [
  {
    ...write,
    method: "put",
    path: "/api/v1/teams/{slug}",
    summary: "Create or change a team",
    description: "The slug is what `team:` takes and cannot be changed: lower-case letters, digits, `.`, `_` and `-`, 100 at most.",
    params: teamPathSchema,
    body: teamBodySchema,
    response: teamRefSchema,
    successDescription: "Changed, or as it was already",
    otherResponses: { 201: { description: "Created", schema: teamRefSchema } },
  },
  {
    ...write,
    method: "delete",
    path: "/api/v1/teams/{slug}",
    summary: "Delete a team",
    description: "Its services stay, without an owner.",
    params: teamPathSchema,
    response: z.void(),
    successStatus: 204,
    problems: [404],
  },
  {
    ...write,
    method: "put",
    path: "/api/v1/services/{slug}/owner",
    summary: "Give a service an owner",
    description: "A team, or nobody with null.",
    params: ownerPathSchema,
    body: ownerBodySchema,
    response: ownershipSchema,
    problems: [404],
  },
  {
    ...write,
    method: "patch",
    path: "/api/v1/services/{slug}",
    scopes: ["settings:write"],
    summary: "Give a service a tier",
    description: "How important it is: the policy and the order of findings go by it.",
    params: ownerPathSchema,
    body: tierBodySchema,
    response: tieredServiceSchema,
    problems: [404],
  },
  {
    ...write,
    method: "put",
    path: "/api/v1/teams/{slug}/tier",
    scopes: ["settings:write"],
    summary: "Give every service of a team a tier",
    description: "Those that it has now.",
    params: teamPathSchema,
    body: tierBodySchema,
    response: tieredServicesSchema,
    problems: [404],
  },
] as const satisfies readonly RouteDoc[];
