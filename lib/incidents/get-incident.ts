import { z } from "zod";
import { countByReason } from "@/lib/blast-radius/schemas";
import { requireScope, type Verb } from "@/lib/context";
import { inTransaction, pool } from "@/lib/db";
import { decodeCursor, encodeCursor } from "@/lib/inventory/read";
import { incidentNotFound } from "./not-found";
import { permalinkOf } from "./permalink";
import { toIncidentRow, toRevision } from "./present";
import { selectActivity } from "./queries/activity";
import { settledMoment } from "./queries/moments";
import { selectLists } from "./queries/revisions";
import { noProgress, type Work } from "./queries/work";
import { type IncidentRead, readIncident } from "./read-incident";
import { type GetIncident, getIncidentSchema, type Incident, type IncidentProgress } from "./schemas";
import { foundVersions, type ServiceLine } from "./service-lines";

const activityMax = 200;

/**
 * An incident with the answer that holds, and a page of its services; with `asof` as it was at that moment, whatever was uploaded, added to the list
 * or said of it since. Throws `not_found`, also for a moment before it was opened.
 */
export async function getIncident({ ctx, input }: Verb<GetIncident>): Promise<Incident> {
  requireScope(ctx, "inventory:read");
  const { id, asof, limit, cursor, ...filter } = getIncidentSchema.parse(input);
  const moment = await momentOf(id, asof);
  const asOf = asof === undefined ? null : moment;
  const read = await readIncident(ctx, id, { moment, frozen: asOf !== null });
  const [lists, activity] = await Promise.all([selectLists(pool(), read.revision.listIds), selectActivity(pool(), id, moment, activityMax)]);
  const { state, revision, run, work, lines, versions, builds } = read;
  const chosen = lines.filter((line) => isChosen(line, filter));
  const [start = 0] = decodeCursor(cursor, z.tuple([z.int().min(0)])) ?? [];
  const next = start + limit;
  return {
    ...toIncidentRow(state, { revision, run, progress: progressOf(work) }),
    ...(asOf === null ? {} : { lastCheckedAt: run?.at.toISOString() ?? null }),
    notes: state.notes,
    version: state.version,
    asOf: asOf?.toISOString() ?? null,
    moment: moment.toISOString(),
    permalink: permalinkOf(id, moment),
    list: toRevision(revision, lists),
    evidence: (asOf === null ? state.evidence : run?.evidence) ?? null,
    services: {
      data: chosen.slice(start, next).map(({ isAffected: _, ...line }) => line),
      meta: { limit, nextCursor: next < chosen.length ? encodeCursor([next]) : null, rows: chosen.length },
    },
    unknown: unknownOf(read),
    found: run === null ? [] : foundVersions(run.answer, versions),
    builds: { total: run?.numbers.built?.builds ?? 0, data: builds },
    activity: activity.map(({ at, action, actorKind, actorName, detail }) => ({
      at: at.toISOString(),
      action,
      actor: { kind: actorKind, name: actorName },
      detail,
    })),
  };
}

// Longer ago than anybody takes to record something.
const settledMs = 60_000;

/** The moment that was asked for, or now, with everything recorded that ever will be: else the same moment would say something else later. */
async function momentOf(id: number, asof: string | undefined): Promise<Date> {
  const given = asof === undefined ? null : new Date(asof);
  if (given && given.getTime() < Date.now() - settledMs) return given;
  const settled = await inTransaction((client) => settledMoment(client, id));
  if (settled === null) throw incidentNotFound(id);
  return given && given < settled ? given : settled;
}

type Filter = Pick<z.output<typeof getIncidentSchema>, "show" | "status" | "team">;

function isChosen(line: ServiceLine, { show, status, team }: Filter): boolean {
  if (show === "affected" && !line.isAffected) return false;
  if (show === "unknown" && line.unknown === null) return false;
  if (status && (line.status === null || !status.includes(line.status))) return false;
  return !team || team.includes(line.team?.slug ?? "none");
}

function progressOf(work: ReadonlyMap<number, Work>): IncidentProgress {
  const progress = noProgress();
  for (const { status } of work.values()) progress[status] += 1;
  return progress;
}

function unknownOf({ run }: IncidentRead): Incident["unknown"] {
  const unknown = run?.answer.unknown ?? [];
  return { services: unknown.length, byReason: countByReason(unknown.map(([, reason]) => reason)) };
}
