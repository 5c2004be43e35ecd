import type { ClientBase } from "pg";
import { uuidv7 } from "@/lib/db";
import { earlier } from "../moments";
import type { BuildPlace } from "../queries/builds";
import { deleteObserved, insertObserved, selectObserved, updateObserved } from "../queries/observed";
import { lockDeploymentsOf, type Place, refitDeclared, selectDeclaredPlaces } from "../queries/spans";
import { fitSpans, type ObservedSpan, type SpanChanges, type StoredSpan } from "./fit-spans";

/** What of the deployments is otherwise than before, by id; `declared` are those of deploy jobs whose end changed. */
export type Observed = { begun: string[]; changed: string[]; gone: string[]; declared: string[] };

/**
 * Makes the observed deployments of some builds those that were observed, in every environment: `spans` is all that was ever seen of these builds.
 * What was declared ends, or goes on, accordingly. For callers that write by themselves and audit it; locks the artifacts.
 */
export async function recordObserved(
  client: ClientBase,
  { builds, spans, at }: { builds: readonly BuildPlace[]; spans: readonly ObservedSpan[]; at: Date },
): Promise<Observed> {
  await lockDeploymentsOf(client, [...new Set(builds.map(({ artifactId }) => artifactId))]);
  const changes = fitSpans(await selectObserved(client, builds), spans);
  const begun = changes.begun.map((span): StoredSpan => ({ ...span, id: uuidv7(at.getTime()) }));
  // Rows go before others take their place: beginnings of a build are unique.
  if (changes.gone.length > 0) await deleteObserved(client, changes.gone);
  const changed = changes.changed.map(({ is }) => is);
  if (changed.length > 0) await updateObserved(client, changed);
  if (begun.length > 0) await insertObserved(client, begun, at);
  const declared = await refit(client, [...touchedBy(changes)]);
  return { begun: begun.map(idOf), changed: changed.map(idOf), gone: changes.gone.map(idOf), declared };
}

const idOf = ({ id }: StoredSpan) => id;

type Touched = { place: Place; since: Date };

async function refit(client: ClientBase, touched: readonly Touched[]): Promise<string[]> {
  if (touched.length === 0) return [];
  const changed: string[] = [];
  for (const n of await selectDeclaredPlaces(
    client,
    touched.map(({ place }) => place),
  )) {
    const { place, since } = touched[n] as Touched;
    changed.push(...(await refitDeclared(client, place, since)));
  }
  return changed;
}

/** Where something changed, and from when on. */
function touchedBy({ begun, changed, gone }: SpanChanges): Iterable<Touched> {
  const touched = new Map<string, Touched>();
  const touch = ({ artifactId, environment }: ObservedSpan, since: Date) => {
    const key = `${artifactId} ${environment}`;
    const known = touched.get(key);
    if (!known) touched.set(key, { place: { artifactId, environment }, since });
    else if (since < known.since) known.since = since;
  };
  for (const span of [...begun, ...gone]) touch(span, span.from);
  for (const { was, is } of changed) {
    if (was.from.getTime() !== is.from.getTime()) touch(is, earlier(was.from, is.from) ?? is.from);
    else if (was.to?.getTime() !== is.to?.getTime()) touch(is, earlier(was.to, is.to) ?? is.from);
  }
  return touched.values();
}
