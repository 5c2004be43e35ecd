import { z } from "zod";
import { requireScope, type Verb } from "@/lib/context";
import { WhereinError } from "@/lib/errors";
import { packageRefSchema } from "@/lib/inventory/read/schemas";
import { purlOf } from "@/lib/purl";
import { viaMax } from "@/lib/sbom";
import { type AskedInSnapshot, askInSnapshot } from "../ask-in-snapshot";
import type { FoundHits } from "../find-hits";
import { exportRowsMax } from "../limits";
import { selectHeldVersions } from "../queries/bump-targets";
import { type CauseRow, selectCauses } from "../queries/causes";
import { namesOfPackages } from "../queries/names";
import { questionFields } from "../schemas";
import { bumpToOf, bumpToSchema, fixesOf } from "./bump-to";
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
  /**
   * Where to go, at the moment that is asked about: the version that fixes all that is hit, by the advisories that are asked for or else by all that affect
   * it; without one, a version of the whole fleet that brings nothing of it: the lowest above, else the highest below. Never one that is asked for, or malware.
   */
  bumpTo: bumpToSchema.nullable(),
});
export const upgradePlanSchema = z.object({
  /** In the order in which they clear most services, 20 at most. */
  data: z.array(upgradeSchema),
  meta: z.object({
    rows: z.number().int(),
    services: z.number().int(),
    /** Rows of SBOMs that do not say what brings them. */
    unexplainedRows: z.number().int(),
    /** Rows that may be brought by more than is known of them, since an SBOM's first 8 are kept: no upgrade is said to clear their services. */
    partlyExplainedRows: z.number().int(),
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
  return askInSnapshot({ ...questionFields.parse(input), when: "now" }, false, async (answered) => {
    const { client, found, seenAt, asOf } = answered;
    const hits = hitsOf(found);
    if (hits.length > exportRowsMax)
      throw new WhereinError("too_large", `More than ${exportRowsMax} rows match. Narrow the question, by team for example.`, { reason: "plan_too_large" });
    const causes = await selectCauses(client, hits, asOf);
    const { upgrades, ...counts } = chooseUpgrades(rowsOf(causes, found), upgradesMax);
    const hitVersionIds = [...new Set(hits.map(({ packageVersionId }) => packageVersionId))];
    const data = await presentUpgrades(answered, { upgrades, causes, hitVersionIds });
    return { data, meta: { rows: found.counts.rows, ...counts, asOf: seenAt.toISOString() } };
  });
}

function hitsOf({ holdings, fleet }: FoundHits): { artifactId: number; packageVersionId: number }[] {
  return holdings.flatMap(({ packageVersionId, artifactIds }) =>
    packageVersionId === 0 ? [] : [...artifactIds].filter((id) => fleet.serviceOf(id) >= 0).map((artifactId) => ({ artifactId, packageVersionId })),
  );
}

const causesOf = ({ direct, via, packageId }: CauseRow) => (direct ? [packageId] : via);

function* rowsOf(causes: readonly CauseRow[], { fleet }: FoundHits): Generator<CausedRow> {
  for (const row of causes) {
    const isPartial = !row.direct && row.via.length >= viaMax;
    for (const artifactId of row.artifactIds) yield { service: fleet.serviceOf(artifactId), causes: causesOf(row), isPartial };
  }
}

type Presenting = { upgrades: readonly Upgrade[]; causes: readonly CauseRow[]; hitVersionIds: readonly number[] };

async function presentUpgrades(
  { client, question: { terms }, resolved, asOf }: AskedInSnapshot,
  { upgrades, causes, hitVersionIds }: Presenting,
): Promise<UpgradePlan["data"]> {
  if (upgrades.length === 0) return [];
  const ids = upgrades.map(({ packageId }) => packageId);
  const names = await namesOfPackages(client, ids);
  const held = await selectHeldVersions(client, { hitArtifacts: new Map(ids.map((id) => [id, artifactsOf(causes, id)])), asked: resolved, asOf });
  const fixes = await fixesOf(client, { names, hitVersionIds, terms, resolved });
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
        bumpTo: bumpToOf(fixes.get(packageId), own),
      },
    ];
  });
}

function artifactsOf(causes: readonly CauseRow[], packageId: number): number[] {
  return [...new Set(causes.filter((row) => causesOf(row).includes(packageId)).flatMap(({ artifactIds }) => artifactIds))];
}
