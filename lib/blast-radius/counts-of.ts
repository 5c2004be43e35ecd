import type { FoundHits } from "./find-hits";
import { reasonOf } from "./present";
import type { TeamRow } from "./queries/fleet";
import type { VersionName } from "./queries/names";
import { type BlastRadius, countByReason } from "./schemas";
import { compareText } from "./text-order";

type Counts = Pick<BlastRadius, "verdict" | "groups" | "versions" | "unknownByReason">;

/** The counts of an answer, as the API gives them. */
export function countsOf({ counts, teams, services, unknown }: FoundHits, names: ReadonlyMap<number, VersionName>): Counts {
  const unknownByReason = countByReason(unknown.map(({ reason }) => reasonOf(reason)));
  const groups = [...counts.teams].map(([id, group]) => ({ team: id === null ? null : refOf(teams.get(id)), ...group }));
  return {
    verdict: verdictOf({ counts, services, unknown }),
    groups: groups.sort((a, b) => b.services - a.services || compareText(a.team?.slug ?? "", b.team?.slug ?? "")),
    versions: versionsOf(counts.versions, names),
    unknownByReason,
  };
}

/** Services three ways: what is neither affected nor unknown is clean. */
export function verdictOf({ counts, services, unknown }: Pick<FoundHits, "counts" | "services" | "unknown">): BlastRadius["verdict"] {
  const affected = counts.affected.length;
  return { affected, unknown: unknown.length, clean: services - affected - unknown.length };
}

/** A team of the fleet as answers show it. */
export function refOf(team: TeamRow | undefined): BlastRadius["groups"][number]["team"] {
  if (!team) return null;
  const { id: _, ...ref } = team;
  return ref;
}

/** Versions that differ only in their distro release are one line. */
function versionsOf(counted: FoundHits["counts"]["versions"], names: ReadonlyMap<number, VersionName>): BlastRadius["versions"] {
  const lines = new Map<string, BlastRadius["versions"][number]>();
  for (const { packageVersionId, services } of counted) {
    const named = names.get(packageVersionId);
    if (!named) continue;
    const { ecosystem, name, version } = named;
    const key = `${ecosystem}\0${name}\0${version}`;
    lines.set(key, { ecosystem, name, version, services: services + (lines.get(key)?.services ?? 0) });
  }
  return [...lines.values()].sort((a, b) => b.services - a.services || compareText(a.name, b.name) || compareText(a.version, b.version));
}
