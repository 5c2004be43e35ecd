import { isDeepStrictEqual } from "node:util";
import type { ClientBase } from "pg";
import { recordAudit } from "@/lib/audit";
import type { SurveyNames } from "@/lib/blast-radius";
import type { Context } from "@/lib/context";
import { insertOutboxEvent } from "@/lib/findings/record";
import { type Answer, type AnsweredService, changesBetween, worsened } from "./answer";
import { incidentClosed, incidentNotFound } from "./not-found";
import { insertReopened } from "./queries/activity";
import { type IncidentState, lockIncident, markChecked, type Seen } from "./queries/incidents";
import { recordedAt } from "./queries/moments";
import { selectRevision } from "./queries/revisions";
import { insertRun, type RunRow, selectAnswersAt, selectLastRun } from "./queries/runs";
import { selectServiceNames } from "./queries/services";
import { insertWork, selectWork, type Work } from "./queries/work";
import type { Evidence, Numbers, RunCause } from "./schemas";
import { windowKey } from "./window";
import { workAfter } from "./work-after";

/** An answer with what it was asked for and what there was to look at. */
export type Found = {
  /** Before it was asked: what is written later need not be in the answer. */
  askedAt: Date;
  seen: Seen;
  window: { windowFrom: Date | null; windowTo: Date | null };
  answer: Answer;
  numbers: Numbers;
  evidence: Evidence;
  versions: SurveyNames["versions"];
};

/** `changed`: the run was added now; else it is the one that still holds. */
export type Recorded = { changed: boolean; checkedAt: Date; run: RunRow };

const servicesNamedMax = 100;

/** Keeps an answer on the caller's transaction. `outdated`: it was asked for another list or window than the incident has by now. */
export async function recordCheck(
  client: ClientBase,
  ctx: Context,
  { id, cause, found }: { id: number; cause: RunCause; found: Found },
): Promise<Recorded | "outdated"> {
  const state = await lockIncident(client, id);
  if (state === null) throw incidentNotFound(id);
  if (state.status === "closed") throw incidentClosed();
  const [revision, last] = await Promise.all([selectRevision(client, id), selectLastRun(client, id)]);
  if (revision?.revision !== found.seen.revision || windowKey(state) !== found.seen.window) return "outdated";
  const { askedAt, seen, evidence, numbers, answer } = found;
  if (last && state.lastCheckedAt && state.lastCheckedAt > askedAt) return { changed: false, checkedAt: state.lastCheckedAt, run: last };
  await markChecked(client, id, { at: askedAt, seen, evidence });
  const isSame = last !== null && last.revision === seen.revision && windowKey(last) === seen.window;
  if (isSame && isDeepStrictEqual(last.answer, answer) && isDeepStrictEqual(last.numbers, numbers)) return { changed: false, checkedAt: askedAt, run: last };
  const at = await recordedAt(client, id);
  const changes = changesBetween(last?.answer ?? null, answer);
  const run = { run: (last?.run ?? 0) + 1, at, cause, revision: seen.revision, ...found.window, numbers, changes, evidence };
  await insertRun(client, id, { ...run, answer });
  const reopened = await updateWork(client, id, { at, cause, before: last?.answer ?? null, found });
  await tell(client, ctx, { state, run, reopened });
  return { changed: true, checkedAt: askedAt, run };
}

type Update = { at: Date; cause: RunCause; before: Answer | null; found: Found };

/** What is newly affected is to be done; what was done and is worse than before is to be done again. Returns the latter. */
async function updateWork(client: ClientBase, id: number, { at, cause, before, found }: Update): Promise<{ was: Work; now: Work }[]> {
  const work = await selectWork(client, id);
  const worse = worsened(before, found.answer);
  const judged = worse.flatMap(([serviceId]) => work.get(serviceId) ?? []).filter(({ status }) => status === "not_affected");
  const { added, reopened } = workAfter({
    at,
    cause,
    revision: found.seen.revision,
    before,
    after: found.answer,
    worse,
    work,
    judgedOn: await judgedOn(client, id, judged),
    versions: found.versions,
  });
  await insertWork(client, id, [...added, ...reopened.map(({ now }) => now)]);
  return reopened;
}

/** What the answers said of some services when people said something of them. */
async function judgedOn(client: ClientBase, id: number, judged: readonly Work[]): Promise<Map<number, AnsweredService>> {
  if (judged.length === 0) return new Map();
  const moments = judged.map(({ at }) => at);
  const { runs, answers } = await selectAnswersAt(client, id, moments);
  const services = new Map([...answers].map(([run, answer]) => [run, new Map(answer.services.map((service) => [service[0], service]))]));
  return new Map(
    judged.flatMap(({ serviceId }, place) => {
      const service = services.get(runs[place] ?? 0)?.get(serviceId);
      return service ? [[serviceId, service] as const] : [];
    }),
  );
}

type Told = { state: IncidentState; run: RunRow; reopened: readonly { was: Work; now: Work }[] };

async function tell(client: ClientBase, ctx: Context, { state, run, reopened }: Told): Promise<void> {
  const { changes, cause, at } = run;
  const ids = [...Object.values(changes).flat(), ...reopened.map(({ was }) => was.serviceId)];
  const names = await selectServiceNames(client, ids);
  const slugsOf = (some: readonly number[]) => some.flatMap((id) => names.get(id)?.slug ?? []).sort();
  const subject = { subjectKind: "incident", subjectId: String(state.id) };
  const counts = { joined: changes.joined.length, left: changes.left.length, nowAgain: changes.nowAgain.length, notNow: changes.notNow.length };
  const services = slugsOf([...changes.joined, ...changes.nowAgain]).slice(0, servicesNamedMax);
  await recordAudit(client, ctx, { action: "incident.run", ...subject, detail: { run: run.run, cause, revision: run.revision, ...counts, services } }, at);
  await insertReopened(client, ctx, {
    incidentId: state.id,
    at,
    services: reopened.map(({ was, now }) => ({ service: names.get(was.serviceId)?.slug ?? null, was: was.status, note: now.note })),
  });
  // Whoever opens an incident looks at it.
  if (cause === "opened" || counts.joined + counts.nowAgain + reopened.length === 0) return;
  const payload = {
    incidentId: state.id,
    title: state.title,
    run: run.run,
    cause,
    ...counts,
    services,
    reopened: slugsOf(reopened.map(({ was }) => was.serviceId)),
  };
  await insertOutboxEvent(client, { at, kind: "incident.services_affected", ...subject, payload });
}
