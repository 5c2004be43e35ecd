import { getTokenState, tokenStateSchema, uuidPathSchema } from "@/lib/dependency-track";
import { apiRoute } from "@/lib/http";

export const GET = apiRoute({ scopes: [], apiKey: true, params: uuidPathSchema, response: tokenStateSchema }, ({ ctx, params }) =>
  getTokenState({ ctx, input: params }),
);
