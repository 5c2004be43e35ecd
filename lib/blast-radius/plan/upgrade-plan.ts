import type { ClientBase } from "pg";
import { z } from "zod";
import { requireScope, type Verb } from "@/lib/context";
import { WhereinError } from "@/lib/errors";
import { packageRefSchema } from "@/lib/inventory/read/schemas";
import { purlOf } from "@/lib/purl";
import { schemeOf, versionKey } from "@/lib/versions";
import { askInSnapshot } from "../ask-in-snapshot";
import type { FoundHits } from "../find-hits";
import { exportRowsMax } from "../limits";
import { type CauseRow, type HeldVersion, selectCauses, selectFixes, selectHeldVersions } from "../queries/causes";
import { namesOfPackages } from "../queries/names";
import { questionFields } from "../schemas";
import { type CausedRow, chooseUpgrades, type Upgrade } from "./choose-upgrades";

const upgradesMax = 20;
const versionsShownMax = 5;

const upgradeSchema = z.object({
  /** The direct dependency: what is asked for itself, or what brings it. */
  package: packageRefSchema,
  /** True when it is itself what is asked for. */
  isHit: z.boolean(),
  /** Its versions in the artifacts that it brings it to, those in most first, 5 at most. */
  versions: z.array(z.object({ version: z.string(), artifacts: z.number().int() })),
  rows: z.number().int(),
  services: z.number().int(),
  clearsAlone: z.number().int(),
  clearedSoFar: z.number().int(),
  /** Where to go: the lowest fixed version that the advisories name, or a version of the fleet that brings nothing of it: the lowest above, else the highest below. */
  bumpTo: z.object({ version: z.string(), from: z.enum(["advisory", "fleet"]), artifacts: z.number().int() }).nullable(),
});
export const upgradePlanSchema = z.object({
  /** In the order in which they clear most services, 20 at most. */
  data: z.array(upgradeSchema),
  meta: z.object({
    rows: z.number().int(),
    services: z.number().int(),
    /** Rows of SBOMs that do not say what brings them. */
    unexplainedRows: z.number().int(),
    asOf: z.iso.datetime(),
  }),
});
export type UpgradePlan = z.infer<typeof upgradePlanSchema>;

/**
 * The few direct dependencies that explain what is affected at the moment that is asked about: which to bump, to which version, and how many
 * services that clears. Throws as the question does, and `too_large` for more rows than an export has.
 */
export async function planUpgrades({ ctx, input }: Verb<z.input<typeof questionFields>>): Promise<UpgradePlan> {
  requireScope(ctx, "inventory:read");
  return askInSnapshot({ ...questionFields.parse(input), when: "now" }, false, async ({ client, found, resolved, seenAt, asOf }) => {
    const hits = hitsOf(found);
    if (hits.length > exportRowsMax)
      throw new WhereinError("too_large", `More than ${exportRowsMax} rows match. Narrow the question, by team for example.`, { reason: "plan_too_large" });
    const causes = await selectCauses(client, hits, asOf);
    const { upgrades, services, unexplainedRows } = chooseUpgrades(rowsOf(causes, found), upgradesMax);
    const data = await presentUpgrades(client, { upgrades, causes, matched: resolved.matched });
    return { data, meta: { rows: found.counts.rows, services, unexplainedRows, asOf: seenAt.toISOString() } };
  });
}

function hitsOf({ holdings, fleet }: FoundHits): { artifactId: number; packageVersionId: number }[] {
  return holdings.flatMap(({ packageVersionId, artifactIds }) =>
    packageVersionId === 0 ? [] : [...artifactIds].filter((id) => fleet.serviceOf(id) >= 0).map((artifactId) => ({ artifactId, packageVersionId })),
  );
}

const causesOf = ({ direct, via, packageId }: CauseRow) => (direct ? [packageId] : via);

function* rowsOf(causes: readonly CauseRow[], { fleet }: FoundHits): Generator<CausedRow> {
  for (const row of causes) for (const artifactId of row.artifactIds) yield { service: fleet.serviceOf(artifactId), causes: causesOf(row) };
}

type Presenting = { upgrades: readonly Upgrade[]; causes: readonly CauseRow[]; matched: string };

async function presentUpgrades(client: ClientBase, { upgrades, causes, matched }: Presenting): Promise<UpgradePlan["data"]> {
  if (upgrades.length === 0) return [];
  const ids = upgrades.map(({ packageId }) => packageId);
  const hit = new Map(ids.map((id) => [id, artifactsOf(causes, id)]));
  const [names, held, fixes] = [await namesOfPackages(client, ids), await selectHeldVersions(client, hit), await selectFixes(client, matched, ids)];
  const hitPackages = new Set(causes.filter(({ direct }) => direct).map(({ packageId }) => packageId));
  return upgrades.flatMap(({ packageId, ...counts }) => {
    const named = names.get(packageId);
    if (!named) return [];
    const { ecosystem, name } = named;
    const own = held.filter((each) => each.packageId === packageId);
    const inUse = own.filter(({ holdersHit }) => holdersHit > 0).sort((a, b) => b.holdersHit - a.holdersHit);
    return [
      {
        package: { ecosystem, name, purl: purlOf({ ecosystem, name, version: "", release: "" }) },
        isHit: hitPackages.has(packageId),
        versions: inUse.slice(0, versionsShownMax).map(({ version, holdersHit }) => ({ version, artifacts: holdersHit })),
        ...counts,
        bumpTo: fixIn(ecosystem, fixes.get(packageId) ?? [], own) ?? cleanVersion(own),
      },
    ];
  });
}

function artifactsOf(causes: readonly CauseRow[], packageId: number): number[] {
  return [...new Set(causes.filter((row) => causesOf(row).includes(packageId)).flatMap(({ artifactIds }) => artifactIds))];
}

/** The lowest fix that is above everything that is hit, else the highest there is. */
function fixIn(ecosystem: string, fixes: readonly string[], held: readonly HeldVersion[]): UpgradePlan["data"][number]["bumpTo"] {
  const scheme = schemeOf(ecosystem);
  const keyOf = (version: string) => (scheme ? versionKey(scheme, version) : null);
  const keyed = fixes.flatMap((version) => {
    const key = keyOf(version);
    return key ? [{ version, key }] : [];
  });
  const sorted = keyed.sort((a, b) => Buffer.compare(a.key, b.key));
  const highest = held.findLast(({ holdersHit }) => holdersHit > 0);
  const above = highest && keyOf(highest.version);
  const fix = sorted.find(({ key }) => !above || Buffer.compare(key, above) > 0) ?? sorted.at(-1);
  if (!fix) return null;
  return { version: fix.version, from: "advisory", artifacts: held.find(({ version }) => version === fix.version)?.holders ?? 0 };
}

/**
 * The lowest version above all that bring it, of which no holder is hit through it; where the newest one is bad, the highest below that is so.
 * They come in their order.
 */
function cleanVersion(held: readonly HeldVersion[]): UpgradePlan["data"][number]["bumpTo"] {
  const last = held.findLastIndex(({ holdersHit }) => holdersHit > 0);
  const clean = held[last + 1] ?? held.findLast(({ holdersHit }) => holdersHit === 0);
  return clean ? { version: clean.version, from: "fleet", artifacts: clean.holders } : null;
}
