import type { ClientBase } from "pg";
import { recordAudit } from "@/lib/audit";
import { type Context, requireScope, type Verb } from "@/lib/context";
import { inTransaction, uuidv7 } from "@/lib/db";
import { WhereinError } from "@/lib/errors";
import { refreshDeployed } from "@/lib/findings/queue";
import { findBuilds } from "./find-builds";
import { earlier, requireOrder, requirePast } from "./moments";
import { toDeployment } from "./present";
import type { BuildPlace } from "./queries/builds";
import { selectDeploymentsById } from "./queries/rows";
import { endSpansBefore, insertDeployment, lockDeploymentsOf, type Span, selectLatestEnd, selectRunningSpans, selectSpansAt } from "./queries/spans";
import { type DeploymentAnswer, type DeploymentReport, type RecordDeployment, recordDeploymentSchema } from "./schemas";

/**
 * Says that a build runs in an environment. It may be said late: each deployment ends where the next one begins that replaces what runs,
 * in whatever order they are reported. What is known already changes nothing. Needs `deployment:write`; throws `not_found`, `invalid`
 * and `conflict`. `created` is true when there is a new one.
 */
export async function recordDeployment({ ctx, input }: Verb<RecordDeployment>): Promise<DeploymentAnswer & { created: boolean }> {
  requireScope(ctx, "deployment:write");
  const report = recordDeploymentSchema.parse(input);
  const now = new Date();
  const times = { from: report.from === undefined ? now : new Date(report.from), to: report.to === undefined ? null : new Date(report.to) };
  requirePast("/from", times.from, now);
  if (times.to) requirePast("/to", times.to, now);
  if (times.to) requireOrder("/to", times.from, times.to);
  return inTransaction(async (client) => {
    const builds = await findBuilds(client, report, times.from);
    const recorded: { id: string; isNew: boolean }[] = [];
    for (const build of builds) recorded.push(await record(client, ctx, { ...report, ...times, build, now }));
    const rows = await selectDeploymentsById(
      client,
      builds.map(({ artifactId }) => artifactId),
      recorded.map(({ id }) => id),
    );
    const created = recorded.some(({ isNew }) => isNew);
    const begun = builds.filter((_, place) => recorded[place]?.isNew).map(({ artifactId }) => artifactId);
    await refreshDeployed(client, begun, now);
    return { data: rows.map(toDeployment), changed: created, created };
  });
}

type Said = Pick<DeploymentReport, "environment" | "digest" | "replaces"> & { from: Date; to: Date | null; build: BuildPlace; now: Date };

async function record(client: ClientBase, ctx: Context, said: Said): Promise<{ id: string; isNew: boolean }> {
  const { from, build, environment, replaces, now } = said;
  const place = { artifactId: build.artifactId, environment };
  await lockDeploymentsOf(client, [build.artifactId]);
  const to = earlier(said.to, await selectLatestEnd(client, place, { buildSeq: build.seq, from }));
  const known = await findKnown(client, said, to);
  if (known !== null) return { id: known.id, isNew: false };
  const ended = replaces ? await endSpansBefore(client, place, from) : [];
  const span = { ...place, id: uuidv7(now.getTime()), buildSeq: build.seq, from, to, saidTo: said.to, replaces, digest: said.digest ?? null, recordedAt: now };
  await insertDeployment(client, span);
  const detail = { ...place, buildSeq: build.seq, digest: span.digest, from, to, replaces, ended };
  await recordAudit(client, ctx, { action: "deployment.recorded", subjectKind: "deployment", subjectId: span.id, detail });
  return { id: span.id, isNew: true };
}

/** What is stored of the very same deployment, or null; throws `conflict` where the two cannot both be true. */
async function findKnown(client: ClientBase, said: Said, to: Date | null): Promise<Span | null> {
  const place = { artifactId: said.build.artifactId, environment: said.environment };
  // Without a beginning it says what runs now: a report that is repeated, or sent again after a lost answer, begins nothing new.
  if (said.from === said.now && said.to === null) {
    const running = await selectRunningSpans(client, place);
    const same = running.find(({ buildSeq }) => buildSeq === said.build.seq);
    return same && (!said.replaces || running.length === 1) ? same : null;
  }
  const there = await selectSpansAt(client, place, said.from);
  const same = there.find(({ buildSeq }) => buildSeq === said.build.seq);
  if (same && same.replaces === said.replaces && (said.to === null || same.to?.getTime() === to?.getTime())) return same;
  if (same)
    throw conflictOf(
      said,
      `build ${said.build.seq} is recorded from then on with another end or another "replaces". End it with POST /api/v1/deployments/${same.id}/end.`,
    );
  const other = said.replaces ? there.find(({ replaces }) => replaces) : undefined;
  if (other)
    throw conflictOf(
      said,
      `build ${other.buildSeq} is recorded from that very moment on. Give the moment when each of them began, or "replaces": false when they run side by side.`,
    );
  return null;
}

function conflictOf({ environment, from }: Said, detail: string): WhereinError {
  return new WhereinError("conflict", `In ${environment} at ${from.toISOString()} ${detail}`, {
    reason: "deployment_recorded_otherwise",
    errors: [{ pointer: "/from", detail: "Taken", code: "taken" }],
  });
}
