import type { SurveyNames } from "@/lib/blast-radius";
import { type Answer, isAffected } from "./answer";
import { workFields } from "./present";
import type { ServiceName } from "./queries/services";
import type { Work } from "./queries/work";
import type { Incident, IncidentService } from "./schemas";

/** A service of an incident, with whether it is or was affected, or somebody said something of it. */
export type ServiceLine = IncidentService & { isAffected: boolean };

const holdsShownMax = 20;
const foundShownMax = 500;

type Parts = { answer: Answer; work: ReadonlyMap<number, Work>; names: ReadonlyMap<number, ServiceName>; versions: SurveyNames["versions"] };

const untouched = { now: false, during: false, built: false, production: false, running: false, unknown: null, since: null, holds: [], holdsCount: 0 };

/** Every service that an answer or somebody says something of, by its name. */
export function serviceLines({ answer, work, names, versions }: Parts): ServiceLine[] {
  const facts = new Map<number, Omit<IncidentService, "service" | "team" | keyof ReturnType<typeof workFields>>>();
  for (const id of work.keys()) facts.set(id, untouched);
  for (const [id, reason] of answer.unknown) facts.set(id, { ...untouched, unknown: reason });
  for (const [id, marks, sinceMs, versionIds] of answer.services) {
    facts.set(id, {
      now: isAffected(marks, "now"),
      during: isAffected(marks, "during"),
      built: isAffected(marks, "built"),
      production: isAffected(marks, "production"),
      running: isAffected(marks, "production") || isAffected(marks, "elsewhere"),
      unknown: null,
      since: new Date(sinceMs).toISOString(),
      holds: versionIds.slice(0, holdsShownMax).flatMap((version) => nameOf(versions, version)),
      holdsCount: versionIds.length,
    });
  }
  const affected = new Set([...answer.services.map(([id]) => id), ...work.keys()]);
  const lines = [...facts].flatMap(([id, fact]): ServiceLine[] => {
    const named = names.get(id);
    if (!named) return [];
    const { slug, name, team } = named;
    return [{ service: { slug, name }, team, ...fact, ...workFields(work.get(id) ?? null), isAffected: affected.has(id) }];
  });
  return lines.sort((a, b) => a.service.name.localeCompare(b.service.name, "en") || (a.service.slug < b.service.slug ? -1 : 1));
}

function nameOf(versions: SurveyNames["versions"], id: number): IncidentService["holds"] {
  const named = versions.get(id);
  return named ? [{ ecosystem: named.ecosystem, name: named.name, version: named.version }] : [];
}

/** Which versions of the list the fleet holds or held, and in how many services, most first. */
export function foundVersions({ services }: Answer, versions: SurveyNames["versions"]): Incident["found"] {
  const counts = new Map<string, Incident["found"][number]>();
  for (const [, , , versionIds] of services) {
    const own = new Map(versionIds.flatMap((id) => nameOf(versions, id)).map((named) => [`${named.ecosystem}\0${named.name}\0${named.version}`, named]));
    for (const [key, named] of own) counts.set(key, { ...named, services: (counts.get(key)?.services ?? 0) + 1 });
  }
  return [...counts.values()].sort((a, b) => b.services - a.services || a.name.localeCompare(b.name, "en")).slice(0, foundShownMax);
}
