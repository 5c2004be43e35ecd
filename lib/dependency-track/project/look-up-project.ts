import type { z } from "zod";
import { requireScope, type Verb } from "@/lib/context";
import { pool } from "@/lib/db";
import { slugOf } from "@/lib/inventory/upload/build-request";
import type { lookUpProjectSchema, Project } from "../schemas";
import { projectNotFound } from "./get-project";
import { toProject } from "./present-project";
import { selectProjectVersion } from "./queries";

/** The project that has a build of this name and version, the newest if several have. Throws `not_found`. */
export async function lookUpProject({ ctx, input }: Verb<z.output<typeof lookUpProjectSchema>>): Promise<Project> {
  requireScope(ctx, "inventory:read");
  const row = await selectProjectVersion(pool(), slugOf(input.name), input.name, input.version || null);
  if (row === null) throw projectNotFound();
  return toProject(row);
}
