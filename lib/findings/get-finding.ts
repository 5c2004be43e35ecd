import type { z } from "zod";
import { requireScope, type Verb } from "@/lib/context";
import { WhereinError } from "@/lib/errors";
import { inSnapshot } from "@/lib/inventory/read";
import { namedFindings } from "./list-findings";
import { selectNumbers } from "./notes/queries/notes";
import { findingKeySchema } from "./notes/schemas";
import { selectLastFinding } from "./queries/last-finding";
import { selectQueued } from "./queries/queued";
import type { Finding } from "./schemas";

/** One finding as lists have it: the open one, else the last that there was. Needs `inventory:read`; throws `not_found`. */
export async function getFinding({ ctx, input }: Verb<z.input<typeof findingKeySchema>>): Promise<Finding> {
  requireScope(ctx, "inventory:read");
  const { artifactId, packageVersionId, vulnerability } = findingKeySchema.parse(input);
  return inSnapshot(async (client) => {
    const { vulnerabilityIds } = await selectNumbers(client, [{ artifactId, packageVersionId, vulnerability }]);
    const key = { artifactId, packageVersionId, vulnerabilityId: vulnerabilityIds[0] ?? 0 };
    const [queued] = await selectQueued(client, [key]);
    const row = queued ?? (await selectLastFinding(client, key));
    const [finding] = row === null ? [] : await namedFindings(client, [row]);
    if (finding === undefined) throw new WhereinError("not_found", "There is no such finding.", { reason: "finding_unknown" });
    return finding;
  });
}
