import type { z } from "zod";
import { requireScope, type Verb } from "@/lib/context";
import { findProject } from "./project/get-project";
import type { uuidPathSchema } from "./schemas";

/**
 * Plug-ins set tags, a description or a parent after an upload. There are none here, so the answer is the one that
 * Dependency-Track gives when nothing changes: not modified. Throws `not_found`.
 */
export async function leaveProject({ ctx, input }: Verb<z.output<typeof uuidPathSchema>>): Promise<Response> {
  requireScope(ctx, "inventory:read");
  await findProject(input.uuid);
  return new Response(null, { status: 304 });
}
