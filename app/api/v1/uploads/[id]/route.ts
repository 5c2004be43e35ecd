import { apiRoute } from "@/lib/http";
import { getUpload, uploadIdSchema, uploadSchema } from "@/lib/inventory";

// No scope here: whoever may upload may follow the upload, and the verb checks for either.
export const GET = apiRoute({ scopes: [], params: uploadIdSchema, response: uploadSchema }, ({ ctx, params }) => getUpload({ ctx, input: params }));
