import { listVulnerabilityInspector, listVulnerabilityInspectorSchema, vulnerabilityInspectorSchema } from "@/lib/aws";
import { apiRoute } from "@/lib/http";

const params = listVulnerabilityInspectorSchema.pick({ id: true });
const query = listVulnerabilityInspectorSchema.omit({ id: true });

export const GET = apiRoute({ scopes: ["inventory:read"], params, query, response: vulnerabilityInspectorSchema }, ({ ctx, params: named, query: filters }) =>
  listVulnerabilityInspector({ ctx, input: { ...filters, ...named } }),
);
