import type { Pool, PoolClient } from "pg";
import { lockAdvisories } from "@/lib/advisories/apply";
import { applyCoverage, applyFindings, type PreparedFindings, prepareFindings } from "@/lib/aws/findings";
import { lockAws } from "@/lib/aws/queries/lock";
import type { AwsEvent } from "@/lib/aws/read";
import { mapResources } from "@/lib/aws/resources/map-resources";
import { addAwsSyncTask } from "@/lib/aws/sync/queries/jobs";
import { applyWorkloads } from "@/lib/aws/workloads";
import { plainPool } from "@/lib/db";
import { refreshDeployed } from "@/lib/findings/queue";
import { lockMatching } from "@/lib/matching";
import { requireAccounts } from "./event-accounts";
import { insertEvents } from "./queries/event";
import { queueFeeds, selectResourcesOfDigests } from "./queries/work";

/** An event, and the way it came. `messageKey`: of the message that it was in, which is taken once as well. */
export type IncomingEvent = { event: AwsEvent; source: "event" | "queue"; messageKey?: string };

/** What became of an event; `duplicate`: it was taken before, and changes nothing now. */
export type TakenEvent = {
  id: string;
  kind: "finding" | "coverage" | "workloads" | "image" | "scan" | "other" | "membership";
  became: "taken" | "ignored" | "duplicate";
  reason: string | null;
};

const sources = ["event", "queue"] as const;

/** Events whose accounts were checked, with what their findings need of the dictionary. */
export type PreparedEvents = { incoming: readonly IncomingEvent[]; findings: ReadonlyMap<IncomingEvent["source"], PreparedFindings> };

/** What `takeEvents` needs, made outside of its transaction. `pool`: one without `pipeline`. */
export async function prepareEvents(incoming: readonly IncomingEvent[], pool: Pool = plainPool()): Promise<PreparedEvents> {
  const findings = new Map<IncomingEvent["source"], PreparedFindings>();
  for (const source of sources) {
    const said = incoming.flatMap((each) => (each.source === source && each.event.kind === "finding" ? [each.event.finding] : []));
    if (said.length > 0) findings.set(source, await prepareFindings(pool, said));
  }
  return { incoming, findings };
}

/**
 * Takes one event into the joined state, once. Throws `forbidden` for one of an account that is not among `allowedAccounts`, before anything is
 * written. For the caller's transaction, on a connection without `pipeline`, before it holds any lock of AWS; the caller writes the audit row.
 */
export async function takeEvent(
  client: PoolClient,
  event: AwsEvent,
  { allowedAccounts, at, source = "queue" }: { allowedAccounts: ReadonlySet<string>; at: Date; source?: IncomingEvent["source"] },
): Promise<TakenEvent> {
  requireAccounts(event, allowedAccounts);
  const [taken] = await takeEvents(client, await prepareEvents([{ event, source }]), { at });
  if (taken === undefined) throw new Error("an event was neither taken nor refused");
  return taken;
}

/** The same for several at once: in the order given, and what they have in common is done once. */
export async function takeEvents(client: PoolClient, prepared: PreparedEvents, { at }: { at: Date }): Promise<TakenEvent[]> {
  // Before the ids: transactions that held one and waited for this lock would wait for each other.
  await lockAws(client);
  const fresh = await freshOf(client, prepared.incoming, at);
  await applyEvents(client, prepared, fresh, at);
  return prepared.incoming.map((each) => {
    const { event } = each;
    const isIgnored = event.kind === "ignored";
    const became = !fresh.has(each) ? "duplicate" : isIgnored ? "ignored" : "taken";
    return { id: event.id, kind: isIgnored ? "other" : event.kind, became, reason: isIgnored ? event.reason : null };
  });
}

// With the account: who may speak for one cannot take the id of another's event before it comes.
const keysOf = ({ event, messageKey }: IncomingEvent) => [`${event.account} ${event.id}`, ...(messageKey === undefined ? [] : [messageKey])];

async function freshOf(client: PoolClient, incoming: readonly IncomingEvent[], at: Date): Promise<Set<IncomingEvent>> {
  const unclaimed = await insertEvents(client, [...new Set(incoming.flatMap(keysOf))], at);
  const fresh = new Set<IncomingEvent>();
  for (const each of incoming) {
    const keys = keysOf(each);
    if (keys.every((key) => unclaimed.has(key))) fresh.add(each);
    for (const key of keys) unclaimed.delete(key);
  }
  return fresh;
}

async function applyEvents(client: PoolClient, prepared: PreparedEvents, fresh: ReadonlySet<IncomingEvent>, at: Date): Promise<void> {
  const events = [...fresh].map(({ event }) => event);
  // First: they lock heads of artifacts, and an ingest that holds one waits for the locks of matching and alerts, which findings take.
  const workloads = events.flatMap((event) => (event.kind === "workloads" ? event.workloads : []));
  const { artifactIds } = workloads.length > 0 ? await applyWorkloads(client, { workloads, at }) : { artifactIds: [] };
  if (artifactIds.length > 0) {
    // Before the queue, which takes the lock of matching: the rest may take that alone, and the one of advisories before it.
    if (events.some(({ kind }) => kind !== "workloads" && kind !== "ignored")) await lockForAll(client);
    await refreshDeployed(client, artifactIds, at);
  }
  const said = new Set(events.flatMap((event) => (event.kind === "finding" ? [event.finding] : [])));
  for (const [source, { changed }] of prepared.findings) {
    const findings = { changed: changed.filter(({ finding }) => said.has(finding)), unchanged: [] };
    if (findings.changed.length > 0) await applyFindings(client, { findings, source, at });
  }
  const coverage = events.flatMap((event) => (event.kind === "coverage" ? event.coverage : []));
  if (coverage.length > 0) await applyCoverage(client, { coverage, at });
  await takeHints(client, events, at);
}

async function lockForAll(client: PoolClient): Promise<void> {
  await lockAdvisories(client);
  await lockMatching(client, "exclusive");
}

/** What an event only hints at is asked of AWS: which index an image belongs to, and what a scan has covered. */
async function takeHints(client: PoolClient, events: readonly AwsEvent[], at: Date): Promise<void> {
  const images = events.filter((event) => event.kind === "image");
  const scans = events.filter((event) => event.kind === "scan");
  const queued = (await queueFeeds(client, "images", images)) + (await queueFeeds(client, "coverage", scans));
  if (queued > 0) await addAwsSyncTask(client);
  if (images.length > 0) {
    const digests = images.flatMap(({ image }) => image.digest ?? []);
    const resourceIds = await selectResourcesOfDigests(client, digests);
    if (resourceIds.length > 0) await mapResources(client, { resourceIds, at });
  }
}
