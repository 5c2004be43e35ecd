import { listPeople, personListSchema } from "@/lib/auth";
import { apiRoute } from "@/lib/http";

export const GET = apiRoute({ scopes: ["settings:write"], response: personListSchema }, ({ ctx }) => listPeople({ ctx, input: {} }));
