import type { z } from "zod";
import { requireScope, type Verb } from "@/lib/context";
import { pool } from "@/lib/db";
import { WhereinError } from "@/lib/errors";
import type { Project, uuidPathSchema } from "../schemas";
import { toProject } from "./present-project";
import { artifactIdIn, projectUuidOf } from "./project-uuid";
import { type ProjectRow, selectProject } from "./queries";

/** The project of a UUID, with the version of its newest build. Throws `not_found`. */
export async function getProject({ ctx, input }: Verb<z.output<typeof uuidPathSchema>>): Promise<Project> {
  requireScope(ctx, "inventory:read");
  return toProject(await findProject(input.uuid));
}

/** The artifact behind the UUID of a project. Throws `not_found`, also for a UUID that another installation gave. */
export async function findProject(uuid: string): Promise<ProjectRow> {
  const artifactId = artifactIdIn(uuid);
  const row = artifactId === null ? null : await selectProject(pool(), artifactId);
  if (row === null || projectUuidOf(row) !== uuid) throw projectNotFound();
  return row;
}

/** As Dependency-Track words it, so that people find what is written about it. */
export function projectNotFound(hint?: string): WhereinError {
  return new WhereinError("not_found", ["The project could not be found.", hint].filter(Boolean).join(" "), { reason: "project_not_found" });
}
