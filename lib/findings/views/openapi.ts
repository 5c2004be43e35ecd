import { z } from "zod";
import type { RouteDoc } from "@/lib/http/route-contract";
import { changeViewBodySchema, findingNewsSchema, markSeenSchema, savedViewSchema, saveViewSchema, viewListSchema, viewPathSchema } from "./schemas";

const shared = { scopes: ["inventory:read"], tag: "Findings" } as const;

/** The routes of saved views and of what is new. */
export const viewRoutes = [
  {
    ...shared,
    method: "get",
    path: "/api/v1/findings/views",
    summary: "Saved lists of findings",
    description: "The caller's own, then those that others share.",
    response: viewListSchema,
  },
  {
    ...shared,
    method: "post",
    path: "/api/v1/findings/views",
    summary: "Save a list of findings",
    description: "Of a signed-in person only.",
    body: saveViewSchema,
    response: savedViewSchema,
    successStatus: 201,
    successDescription: "Saved",
    problems: [409],
  },
  {
    ...shared,
    method: "patch",
    path: "/api/v1/findings/views/{id}",
    summary: "Change a saved list of findings",
    params: viewPathSchema,
    body: changeViewBodySchema,
    response: savedViewSchema,
    problems: [404],
  },
  {
    ...shared,
    method: "delete",
    path: "/api/v1/findings/views/{id}",
    summary: "Delete a saved list of findings",
    params: viewPathSchema,
    response: z.void(),
    successStatus: 204,
    problems: [404],
  },
  {
    ...shared,
    method: "get",
    path: "/api/v1/findings/news",
    summary: "What changed since the caller last looked",
    description: "Of a signed-in person only.",
    response: findingNewsSchema,
  },
  {
    ...shared,
    method: "post",
    path: "/api/v1/findings/news/seen",
    summary: "Say that all was seen",
    body: markSeenSchema,
    response: z.void(),
    successStatus: 204,
  },
] as const satisfies readonly RouteDoc[];
