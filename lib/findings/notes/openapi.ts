import type { RouteDoc } from "@/lib/http/route-contract";
import { findingSchema } from "../schemas";
import { assigneesSchema, findingActivitySchema, findingKeySchema, noteBatchSchema, notedSchema, noteFindingsSchema, undoneSchema } from "./schemas";

const read = { method: "get", scopes: ["inventory:read"], tag: "Findings" } as const;
const write = { method: "post", scopes: ["findings:write"], tag: "Findings" } as const;

/** The routes of comments, assignees and due times. */
export const noteRoutes = [
  {
    ...read,
    path: "/api/v1/findings/{artifactId}/{packageVersionId}/{vulnerability}",
    summary: "One finding",
    description: "The open one of an artifact, a package version and a vulnerability, by any id of it; else the last that there was.",
    params: findingKeySchema,
    response: findingSchema,
    problems: [404],
  },
  {
    ...read,
    path: "/api/v1/findings/activity",
    summary: "What was said of a finding, and when an artifact had it",
    description: "Comments, assignees and due times belong to the vulnerability in the package of the service: they outlive builds, versions and ids.",
    query: findingKeySchema,
    response: findingActivitySchema,
    problems: [404],
  },
  { ...read, path: "/api/v1/findings/assignees", summary: "To whom findings can be assigned", response: assigneesSchema },
  {
    ...write,
    path: "/api/v1/findings/notes",
    scopes: ["findings:write", "inventory:read"],
    summary: "Comment on findings, assign them, or say by when they are due",
    description: "All of them in one batch. What is so already changes nothing. Nothing is ever deleted: the last of each kind counts.",
    body: noteFindingsSchema,
    response: notedSchema,
    successStatus: 201,
    successDescription: "Noted",
    problems: [404, 413],
  },
  {
    ...write,
    path: "/api/v1/findings/notes/{batchId}/undo",
    summary: "Take notes back",
    description:
      "Assignees and due times are again what they were, but not where somebody said something since. Only who wrote them can; again changes nothing.",
    params: noteBatchSchema,
    response: undoneSchema,
    problems: [404],
  },
] as const satisfies readonly RouteDoc[];
