import { changePerson, getPerson, personChangesSchema, personDetailSchema, personIdSchema, personSchema } from "@/lib/auth";
import { apiRoute } from "@/lib/http";

export const GET = apiRoute({ scopes: ["settings:write"], params: personIdSchema, response: personDetailSchema }, ({ ctx, params }) =>
  getPerson({ ctx, input: params }),
);

export const PATCH = apiRoute(
  { scopes: ["settings:write"], params: personIdSchema, body: personChangesSchema, response: personSchema },
  ({ ctx, params, body }) => changePerson({ ctx, input: { ...body, ...params } }),
);
