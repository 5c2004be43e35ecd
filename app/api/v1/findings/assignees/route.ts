import { assigneesSchema, listAssignees } from "@/lib/findings";
import { apiRoute } from "@/lib/http";

export const GET = apiRoute({ scopes: ["inventory:read"], response: assigneesSchema }, async ({ ctx }) => ({ data: await listAssignees({ ctx, input: {} }) }));
