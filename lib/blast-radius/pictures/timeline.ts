import { z } from "zod";
import { requireScope, type Verb } from "@/lib/context";
import { selectAdvisoryTimes, selectLifetimes } from "../queries/lifetimes";
import { namesOfVersions } from "../queries/names";
import { resolveInSnapshot } from "../resolve-in-snapshot";
import { questionFields } from "../schemas";

const advisoryTimesSchema = z.object({ id: z.string(), kind: z.string(), publishedAt: z.iso.datetime().nullable(), withdrawnAt: z.iso.datetime().nullable() });
const lifetimeSchema = z.object({
  ecosystem: z.string(),
  name: z.string(),
  version: z.string(),
  /** When any artifact that is asked about had it first. */
  firstSeenAt: z.iso.datetime(),
  /** When the last one lost it; null: one has it at the moment that is asked about. */
  lastSeenAt: z.iso.datetime().nullable(),
  /** Artifacts that had it at any time until that moment, and that have it then. */
  artifacts: z.number().int(),
  artifactsNow: z.number().int(),
  /** The advisories that name it, oldest first. */
  advisories: z.array(advisoryTimesSchema),
});
export const timelineSchema = z.object({
  /** What was seen first most recently comes first, 100 at most. */
  data: z.array(lifetimeSchema),
  /** `versions` counts all that were ever seen in what is asked about. */
  meta: z.object({ versions: z.number().int(), asOf: z.iso.datetime() }),
});
export type Timeline = z.infer<typeof timelineSchema>;

/**
 * When each version was first and last seen in the artifacts that are asked about, until the moment that is asked about, beside when its advisories were published
 * and withdrawn. Throws as the question does.
 */
export async function versionTimeline({ ctx, input }: Verb<z.input<typeof questionFields>>): Promise<Timeline> {
  requireScope(ctx, "inventory:read");
  return resolveInSnapshot(questionFields.parse(input), async ({ client, question: { facets, asOf }, resolved, seenAt }) => {
    const { rows, versions } = await selectLifetimes(client, { ...resolved, facets, asOf });
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
