import { z } from "zod";
import { requireScope, type Verb } from "@/lib/context";
import { askInSnapshot } from "../ask-in-snapshot";
import { selectAdvisoryTimes, selectLifetimes } from "../queries/lifetimes";
import { namesOfVersions } from "../queries/names";
import { questionFields } from "../schemas";

const advisoryTimesSchema = z.object({ id: z.string(), kind: z.string(), publishedAt: z.iso.datetime().nullable(), withdrawnAt: z.iso.datetime().nullable() });
const lifetimeSchema = z.object({
  ecosystem: z.string(),
  name: z.string(),
  version: z.string(),
  /** When any artifact had it first. */
  firstSeenAt: z.iso.datetime(),
  /** When the last one lost it; null: one has it now. */
  lastSeenAt: z.iso.datetime().nullable(),
  /** Artifacts that had it at any time, and that have it now. */
  artifacts: z.number().int(),
  artifactsNow: z.number().int(),
  /** The advisories that name it, oldest first. */
  advisories: z.array(advisoryTimesSchema),
});
export const timelineSchema = z.object({
  data: z.array(lifetimeSchema),
  /** Versions of the dictionary that the question means; the data has the first 100 to be seen. */
  meta: z.object({ versions: z.number().int(), asOf: z.iso.datetime() }),
});
export type Timeline = z.infer<typeof timelineSchema>;

/** When each version was first and last seen in the fleet, beside when its advisories were published and withdrawn. Throws as the question does. */
export async function versionTimeline({ ctx, input }: Verb<z.input<typeof questionFields>>): Promise<Timeline> {
  requireScope(ctx, "inventory:read");
  return askInSnapshot(questionFields.parse(input), false, async ({ client, resolved, seenAt }) => {
    const { rows, versions } = await selectLifetimes(client, resolved.matched);
    const ids = rows.map(({ packageVersionId }) => packageVersionId);
    const [names, advisories] = await Promise.all([namesOfVersions(client, ids), selectAdvisoryTimes(client, ids)]);
    const data = rows.flatMap(({ packageVersionId, firstSeenAt, lastSeenAt, ...counts }) => {
      const named = names.get(packageVersionId);
      if (!named) return [];
      const { ecosystem, name, version } = named;
      return [
        {
          ecosystem,
          name,
          version,
          firstSeenAt: firstSeenAt.toISOString(),
          lastSeenAt: lastSeenAt?.toISOString() ?? null,
          ...counts,
          advisories: advisories.get(packageVersionId) ?? [],
        },
      ];
    });
    return { data, meta: { versions, asOf: seenAt.toISOString() } };
  });
}
