import { apiRoute } from "@/lib/http";
import { artifactPathSchema, retireArtifact, retiredArtifactSchema } from "@/lib/inventory/retire";

export const POST = apiRoute({ scopes: ["inventory:write"], params: artifactPathSchema, response: retiredArtifactSchema }, ({ ctx, params }) =>
  retireArtifact({ ctx, input: params }),
);
