import { changePerson, personChangesSchema, personIdSchema, personSchema } from "@/lib/auth";
import { apiRoute } from "@/lib/http";

export const PATCH = apiRoute(
  { scopes: ["settings:write"], params: personIdSchema, body: personChangesSchema, response: personSchema },
  ({ ctx, params, body }) => changePerson({ ctx, input: { ...body, ...params } }),
);
