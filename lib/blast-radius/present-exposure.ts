import type { ClientBase } from "pg";
import type { HitBuild } from "./built-in-window";
import { verdictOf } from "./counts-of";
import type { Exposure } from "./find-hits";
import { selectBuildNames } from "./queries/builds-in-window";
import { namesOfVersions } from "./queries/names";
import type { BlastRadius, BuiltInWindow } from "./schemas";

/** Builds that an answer lists; the export has all. */
export const buildsShownMax = 50;
const versionsShownMax = 20;

/** The sides of an answer with a window, with the names of its newest builds. */
export async function presentExposure(client: ClientBase, exposure: Exposure | null): Promise<BlastRadius["exposure"]> {
  if (exposure === null) return null;
  const { window, now, during, built, builds } = exposure;
  return {
    window: { from: window.from.toISOString(), to: window.to.toISOString() },
    now: verdictOf(now),
    during: verdictOf(during),
    built: { services: built.affected.length, builds: builds.length },
    builds: await presentBuilds(client, builds.slice(0, buildsShownMax)),
  };
}

/** Some builds with every name, in their order. */
export async function presentBuilds(client: ClientBase, builds: readonly HitBuild[]): Promise<BuiltInWindow[]> {
  if (builds.length === 0) return [];
  const ids = builds.flatMap(({ packageVersionIds }) => packageVersionIds.slice(0, versionsShownMax)).filter((id) => id !== 0);
  const [rows, names] = await Promise.all([selectBuildNames(client, builds), namesOfVersions(client, ids)]);
  return rows.map(({ slug, serviceName, team, artifactId, kind, artifactName, ref, builtAt, ...build }, place) => ({
    service: { slug, name: serviceName },
    team,
    artifact: { id: artifactId, kind, name: artifactName, ref },
    build: { ...build, builtAt: builtAt.toISOString() },
    versions: (builds[place]?.packageVersionIds ?? []).slice(0, versionsShownMax).flatMap((id) => {
      const named = names.get(id);
      return named ? [{ ecosystem: named.ecosystem, name: named.name, version: named.version }] : [];
    }),
  }));
}
