import { z } from "zod";
import type { RouteDoc } from "@/lib/http";
import { bomSubmitResponseSchema, listProjectsSchema, lookUpProjectSchema, projectSchema, teamSelfSchema, tokenStateSchema, uuidPathSchema } from "./schemas";

const tag = "Dependency-Track uploads";
const flag = z.union([z.boolean(), z.string()]).optional();

const beside = {
  project: z.uuid().optional().describe("The UUID of a project, instead of its name."),
  projectName: z.string().max(200).optional().describe("Becomes the service and the artifact."),
  projectVersion: z.string().max(200).optional().describe("The version of the build. A branch or pull request becomes the ref."),
  autoCreate: flag.describe("Create a project that is not known; else that is 404."),
  isLatest: flag.describe("False: a version beside the latest, with a ref of its own."),
  projectTags: z.string().optional().describe("Taken and not kept, as parentUUID, parentName and parentVersion."),
};

const submit = {
  path: "/api/v1/bom",
  tag,
  scopes: ["sbom:write"],
  apiKey: true,
  response: bomSubmitResponseSchema,
  responseHeaders: { Location: "The upload resource." },
  problems: [404, 413, 415, 503],
} as const;

const state = {
  method: "get",
  tag,
  summary: "Whether an upload is still being processed",
  description: "With its status and, when it failed, the problem. The token is the id of an upload.",
  scopes: [],
  apiKey: true,
  params: uuidPathSchema,
  response: tokenStateSchema,
  problems: [404],
} as const;

const read = { method: "get", tag, scopes: ["inventory:read"], apiKey: true } as const;

/** The routes of Dependency-Track's API that uploading plug-ins use. The token may come in `X-Api-Key`. */
export const dependencyTrackRoutes: RouteDoc[] = [
  {
    ...submit,
    method: "post",
    summary: "Upload an SBOM as a form",
    description: "For the plug-ins of Dependency-Track. The part `bom`, a file or a text, is the document in any format that is read here.",
    bodyContent: { "multipart/form-data": { schema: z.object({ ...beside, bom: z.string().describe("The document.") }) } },
  },
  {
    ...submit,
    method: "put",
    summary: "Upload an SBOM as JSON",
    description: "For the plug-ins of Dependency-Track. `bom` is the document in base64.",
    bodyContent: {
      "application/json": {
        schema: z.object({
          ...beside,
          projectTags: z.union([z.string(), z.array(z.object({ name: z.string() }))]).optional(),
          isLatestProjectVersion: flag,
          bom: z.string(),
        }),
      },
    },
  },
  { ...state, path: "/api/v1/event/token/{uuid}" },
  { ...state, path: "/api/v1/bom/token/{uuid}", summary: "The same at its older address" },
  {
    ...read,
    path: "/api/v1/project",
    summary: "Artifacts as projects",
    description: "Each with the version of its newest build. `X-Total-Count` counts all pages.",
    query: listProjectsSchema,
    response: z.array(projectSchema),
    responseHeaders: { "X-Total-Count": "Projects in all pages." },
  },
  {
    ...read,
    path: "/api/v1/project/lookup",
    summary: "The project with a name and a version",
    query: lookUpProjectSchema,
    response: projectSchema,
    problems: [404],
  },
  { ...read, path: "/api/v1/project/{uuid}", summary: "One project", params: uuidPathSchema, response: projectSchema, problems: [404] },
  {
    ...read,
    method: "patch",
    path: "/api/v1/project/{uuid}",
    summary: "Leaves a project as it is",
    description: "Tags, descriptions and parents of projects are not kept: always 304.",
    params: uuidPathSchema,
    response: z.unknown(),
    rawResponse: true,
    successStatus: 304,
    successDescription: "Not modified",
    problems: [404],
  },
  {
    ...read,
    path: "/api/v1/team/self",
    scopes: [],
    summary: "What the token may do, in the words of Dependency-Track",
    response: teamSelfSchema,
  },
];
