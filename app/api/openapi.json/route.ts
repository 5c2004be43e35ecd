import { z } from "zod";
import { apiRoute } from "@/lib/http";
import { openApiDocument } from "@/lib/http/openapi";

/** The description of the API, for any authenticated caller. */
export const GET = apiRoute({ scopes: [], response: z.record(z.string(), z.unknown()) }, () => ({ ...openApiDocument() }));
