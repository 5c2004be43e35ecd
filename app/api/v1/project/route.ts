import { z } from "zod";
import { listProjects, listProjectsSchema, poweredBy, projectSchema } from "@/lib/dependency-track";
import { apiRoute } from "@/lib/http";

export const GET = apiRoute(
  { scopes: ["inventory:read"], apiKey: true, query: listProjectsSchema, response: z.array(projectSchema) },
  async ({ ctx, query, reply }) => {
    const { total, projects } = await listProjects({ ctx, input: query });
    reply.headers.set("x-total-count", String(total));
    reply.headers.set("x-powered-by", poweredBy);
    return projects;
  },
);
