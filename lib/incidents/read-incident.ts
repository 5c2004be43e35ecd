import { nameSurveyed, type SurveyNames } from "@/lib/blast-radius";
import type { Context } from "@/lib/context";
import { pool } from "@/lib/db";
import type { Answer } from "./answer";
import { incidentNotFound } from "./not-found";
import { type IncidentState, selectIncident } from "./queries/incidents";
import { type RevisionRow, selectRevision } from "./queries/revisions";
import { type RunWithAnswer, selectLastRun } from "./queries/runs";
import { type ServiceName, selectServiceNames } from "./queries/services";
import { selectWork, type Work } from "./queries/work";
import { type ServiceLine, serviceLines } from "./service-lines";

export const buildsShownMax = 200;

/** All that is known of an incident at a moment: what people say, the list, the answer that held then, and what was being done. */
export type IncidentRead = {
  state: IncidentState;
  revision: RevisionRow;
  run: RunWithAnswer | null;
  work: ReadonlyMap<number, Work>;
  names: ReadonlyMap<number, ServiceName>;
  /** Every service that was or is affected, that somebody said something of, or of which nothing is known; by name. */
  lines: ServiceLine[];
  versions: SurveyNames["versions"];
  builds: SurveyNames["builds"];
};

const nothing: Answer = { services: [], unknown: [], builds: [] };

/** Reads an incident with what was recorded up to a moment; `frozen`: with the window of that answer. The list is that of the run that is shown, so that list and answer belong together. Throws `not_found`. */
export async function readIncident(ctx: Context, id: number, { moment, frozen }: { moment: Date; frozen: boolean }): Promise<IncidentRead> {
  const [state, run, work] = await Promise.all([selectIncident(pool(), id, moment), selectLastRun(pool(), id, moment), selectWork(pool(), id, moment)]);
  const revision = state && (await selectRevision(pool(), id, run?.revision ?? 1));
  if (state === null || revision === null) throw incidentNotFound(id);
  const answer = run?.answer ?? nothing;
  const ids = new Set([...answer.services.map(([serviceId]) => serviceId), ...answer.unknown.map(([serviceId]) => serviceId), ...work.keys()]);
  const builds = answer.builds
    .slice(0, buildsShownMax)
    .map(([artifactId, seq, builtMs, packageVersionIds]) => ({ artifactId, seq, builtMs, packageVersionIds }));
  const [names, found] = await Promise.all([
    selectServiceNames(pool(), [...ids]),
    nameSurveyed({ ctx, input: { versionIds: answer.services.flatMap(([, , , versionIds]) => versionIds), builds } }),
  ]);
  const shown = { ...state, ...(run === null ? {} : { windowFrom: run.windowFrom, windowTo: run.windowTo }) };
  const lines = serviceLines({ answer, work, names, versions: found.versions });
  return { state: frozen ? shown : state, revision, run, work, names, lines, ...found };
}
