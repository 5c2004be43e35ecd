import { noteBatchSchema, undoNotes, undoneSchema } from "@/lib/findings";
import { apiRoute } from "@/lib/http";

export const POST = apiRoute({ scopes: ["findings:write"], params: noteBatchSchema, response: undoneSchema }, ({ ctx, params }) =>
  undoNotes({ ctx, input: params }),
);
