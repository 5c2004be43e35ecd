import { apiRoute } from "@/lib/http";
import { listSlaEditions, slaEditionListSchema } from "@/lib/sla";

export const GET = apiRoute({ scopes: ["inventory:read"], response: slaEditionListSchema }, ({ ctx }) => listSlaEditions({ ctx, input: {} }));
