import type { z } from "zod";
import { requireScope, type Verb } from "@/lib/context";
import { pool } from "@/lib/db";
import type { listProjectsSchema, Project } from "../schemas";
import { toProject } from "./present-project";
import { selectProjects } from "./queries";

const limitDefault = 100;
/** Some plug-ins ask for a million at once and look for theirs themselves. */
const limitMax = 10_000;

/** Every artifact as a project, by name, in pages as Dependency-Track has them; `total` counts all pages. */
export async function listProjects({ ctx, input }: Verb<z.output<typeof listProjectsSchema>>): Promise<{ total: number; projects: Project[] }> {
  requireScope(ctx, "inventory:read");
  const limit = Math.min(input.limit ?? input.pageSize ?? limitDefault, limitMax);
  const page = Math.max(1, input.page ?? input.pageNumber ?? 1);
  const offset = Math.min(input.offset ?? (page - 1) * limit, 2_147_483_647);
  const { total, rows } = await selectProjects(pool(), input.name ?? null, limit, offset);
  return { total, projects: rows.map(toProject) };
}
