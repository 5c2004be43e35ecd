import { apiRoute } from "@/lib/http";
import { listRecentUploads, listRecentUploadsSchema, uploadListSchema } from "@/lib/inventory/read";

export const GET = apiRoute({ scopes: ["inventory:read"], query: listRecentUploadsSchema, response: uploadListSchema }, ({ ctx, query }) =>
  listRecentUploads({ ctx, input: query }),
);
