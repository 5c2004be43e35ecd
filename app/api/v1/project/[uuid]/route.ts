import { z } from "zod";
import { getProject, leaveProject, projectSchema, uuidPathSchema } from "@/lib/dependency-track";
import { apiRoute } from "@/lib/http";

const shared = { scopes: ["inventory:read"], apiKey: true, params: uuidPathSchema } as const;

export const GET = apiRoute({ ...shared, response: projectSchema }, ({ ctx, params }) => getProject({ ctx, input: params }));
export const PATCH = apiRoute({ ...shared, response: z.unknown(), rawResponse: true }, ({ ctx, params }) => leaveProject({ ctx, input: params }));
