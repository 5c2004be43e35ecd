import { apiRoute } from "@/lib/http";
import { retireArtifact, retireByNameSchema, retiredArtifactSchema } from "@/lib/inventory/retire";

export const POST = apiRoute({ scopes: ["inventory:write"], query: retireByNameSchema, response: retiredArtifactSchema }, ({ ctx, query }) =>
  retireArtifact({ ctx, input: query }),
);
