import { apiRoute } from "@/lib/http";
import { renameArtifact, renameArtifactBodySchema, renamedArtifactSchema } from "@/lib/inventory/rename";
import { artifactPathSchema } from "@/lib/inventory/retire";

export const PATCH = apiRoute(
  { scopes: ["inventory:write"], params: artifactPathSchema, body: renameArtifactBodySchema, response: renamedArtifactSchema },
  ({ ctx, params, body }) => renameArtifact({ ctx, input: { ...params, ...body } }),
);
