import type { RouteDoc } from "@/lib/http/route-contract";
import { artifactPathSchema } from "@/lib/inventory/retire/schemas";
import { renameArtifactBodySchema, renamedArtifactSchema } from "./schemas";

/** The route that renames an artifact. */
export const renameRoutes = [
  {
    method: "patch",
    path: "/api/v1/artifacts/{id}",
    tag: "Services",
    scopes: ["inventory:write"],
    summary: "Rename an artifact",
    description:
      "Gives it another name or ref: an image that moved, a branch that is called otherwise. Builds, findings, decisions and history stay with it. Uploads under the old names make an artifact of their own, so change the pipeline first.",
    params: artifactPathSchema,
    body: renameArtifactBodySchema,
    response: renamedArtifactSchema,
    problems: [404, 409],
  },
] as const satisfies readonly RouteDoc[];
