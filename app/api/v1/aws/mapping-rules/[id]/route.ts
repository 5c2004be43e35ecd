import { deleteRule, mappingChangesSchema, resourcePathSchema } from "@/lib/aws";
import { apiRoute } from "@/lib/http";

export const DELETE = apiRoute({ scopes: ["aws:write"], params: resourcePathSchema, response: mappingChangesSchema }, ({ ctx, params }) =>
  deleteRule({ ctx, input: params }),
);
