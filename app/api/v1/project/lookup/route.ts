import { lookUpProject, lookUpProjectSchema, projectSchema } from "@/lib/dependency-track";
import { apiRoute } from "@/lib/http";

export const GET = apiRoute({ scopes: ["inventory:read"], apiKey: true, query: lookUpProjectSchema, response: projectSchema }, ({ ctx, query }) =>
  lookUpProject({ ctx, input: query }),
);
