import { listPersonNames, personNameListSchema } from "@/lib/auth";
import { apiRoute } from "@/lib/http";

export const GET = apiRoute({ scopes: ["inventory:read"], response: personNameListSchema }, ({ ctx }) => listPersonNames({ ctx, input: {} }));
