import type { ClientBase } from "pg";
import type { HitBuild } from "./built-in-window";
import { verdictOf } from "./counts-of";
import type { Exposure } from "./find-hits";
import { selectBuildNames } from "./queries/builds-in-window";
import { namesOfVersions } from "./queries/names";
import type { BlastRadius, BuiltInWindow } from "./schemas";

/** Builds that an answer lists, and versions of each; the export has all. */
const buildsShownMax = 50;
const versionsShownMax = 20;

/** The sides of an answer with a window, with the names of its newest builds. */
export async function presentExposure(client: ClientBase, exposure: Exposure | null): Promise<BlastRadius["exposure"]> {
  if (exposure === null) return null;
  return { ...presentSides(exposure), builds: await presentBuilds(client, exposure.builds.slice(0, buildsShownMax), versionsShownMax) };
}

/** The sides of an answer with a window, without its builds. */
export function presentSides({ question: { window }, now, during, built, builds }: Exposure): Omit<NonNullable<BlastRadius["exposure"]>, "builds"> {
  return {
    window: { from: window.from.toISOString(), to: window.to.toISOString() },
    now: verdictOf(now),
    during: verdictOf(during),
    built: { services: built.affected.length, builds: builds.length },
  };
}

/** Some builds with every name, in their order. */
export async function presentBuilds(client: ClientBase, builds: readonly HitBuild[], versionsMax = Number.POSITIVE_INFINITY): Promise<BuiltInWindow[]> {
  if (builds.length === 0) return [];
  const idsOf = ({ packageVersionIds }: HitBuild) => packageVersionIds.filter((id) => id !== 0).slice(0, versionsMax);
  const [rows, names] = await Promise.all([selectBuildNames(client, builds), namesOfVersions(client, builds.flatMap(idsOf))]);
  return rows.map(({ slug, serviceName, team, artifactId, kind, artifactName, ref, builtAt, ...build }, place) => ({
    service: { slug, name: serviceName },
    team,
    artifact: { id: artifactId, kind, name: artifactName, ref },
    build: { ...build, builtAt: builtAt.toISOString() },
    versions: (builds[place] ? idsOf(builds[place]) : []).flatMap((id) => {
      const named = names.get(id);
      return named ? [{ ecosystem: named.ecosystem, name: named.name, version: named.version }] : [];
    }),
  }));
}
