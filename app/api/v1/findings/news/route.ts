import { findingNews, findingNewsSchema } from "@/lib/findings";
import { apiRoute } from "@/lib/http";

export const GET = apiRoute({ scopes: ["inventory:read"], response: findingNewsSchema }, ({ ctx }) => findingNews({ ctx, input: {} }));
