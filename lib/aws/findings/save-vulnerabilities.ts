import { createHash } from "node:crypto";
import type { PoolClient } from "pg";
import { lockAdvisories, toWritten, writeUnaffecting } from "@/lib/advisories/apply";
import { readDetails, toInspectorRecord } from "@/lib/advisories/inspector";
import type { InspectorVulnerability } from "@/lib/aws/model";
import { vulnerabilityText } from "./encode";
import { type DetailRow, type StoredVulnerability, selectRecords, selectVulnerabilities, upsertDetails } from "./queries/vulnerabilities";

/** What a finding of that time, in milliseconds since 1970, says of a vulnerability. */
export type SaidVulnerability = { vulnerability: InspectorVulnerability; saidMs: number };
type Said = SaidVulnerability & { digest: Buffer };

/** Advisories by id of the vulnerability; those that are new or say something else now. */
export type SavedVulnerabilities = { idOf: ReadonlyMap<string, number>; written: number[] };

/** A longer id names nothing, and fits no index. */
const idLengthMax = 250;

/** The id under which a vulnerability is stored, or null. */
export const storedIdOf = ({ id }: InspectorVulnerability): string | null => (id.length > 0 && id.length <= idLengthMax ? id : null);

/**
 * Takes in what findings say of vulnerabilities: one advisory each, which holds of each source what was said last, of several words of one time
 * the greater. It is written only where that changes. The caller holds the lock of AWS's tables; that of the advisories is taken where something is written.
 */
export async function saveVulnerabilities(client: PoolClient, said: readonly SaidVulnerability[], at: Date): Promise<SavedVulnerabilities> {
  const latest = latestBySource(said);
  if (latest.size === 0) return { idOf: new Map(), written: [] };
  const stored = await selectVulnerabilities(client, [...latest.keys()]);
  const idOf = new Map([...stored].map(([key, { id }]) => [key, id]));
  const later = new Map<string, Said[]>();
  const rewritten: string[] = [];
  for (const [key, sources] of latest) {
    const known = stored.get(key);
    const news = [...sources.values()].filter((each) => isLater(each, known));
    if (news.length > 0) later.set(key, news);
    if (news.some((each) => isOther(each, known))) rewritten.push(key);
  }
  const written = rewritten.length === 0 ? [] : await rewrite(client, rewritten, { later, idOf, at });
  await upsertDetails(
    client,
    [...later].flatMap(([key, news]) =>
      news.map(({ vulnerability: { source }, saidMs, digest }): DetailRow => ({ advisoryId: idOf.get(key) ?? 0, source, saidMs, digest })),
    ),
  );
  return { idOf, written };
}

type Rewriting = { later: ReadonlyMap<string, Said[]>; idOf: Map<string, number>; at: Date };

/** Writes these advisories with their news; gives new ones their ids. Returns all ids. */
async function rewrite(client: PoolClient, keys: readonly string[], { later, idOf, at }: Rewriting): Promise<number[]> {
  await lockAdvisories(client);
  const records = await selectRecords(
    client,
    keys.flatMap((key) => idOf.get(key) ?? []),
  );
  const written = keys.map((key) => {
    const id = idOf.get(key) ?? null;
    const record = id === null ? undefined : records.get(id);
    const details = record ? readDetails(record.raw) : new Map<string, InspectorVulnerability>();
    for (const { vulnerability } of later.get(key) ?? []) details.set(vulnerability.source, vulnerability);
    return toWritten(toInspectorRecord(key, details), { id, group: record?.group ?? null, feedIds: [] });
  });
  const placed = await writeUnaffecting(client, { written, at });
  keys.forEach((key, i) => {
    const id = placed[i]?.id;
    if (id !== undefined) idOf.set(key, id);
  });
  return placed.map(({ id }) => id);
}

function latestBySource(said: readonly SaidVulnerability[]): Map<string, Map<string, Said>> {
  const latest = new Map<string, Map<string, Said>>();
  for (const each of said) {
    const key = storedIdOf(each.vulnerability);
    if (key === null) continue;
    const sources = latest.get(key) ?? new Map<string, Said>();
    latest.set(key, sources);
    const { source } = each.vulnerability;
    const other = sources.get(source);
    if (other && other.saidMs > each.saidMs) continue;
    const digest = createHash("sha256").update(vulnerabilityText(each.vulnerability)).digest();
    if (!other || each.saidMs > other.saidMs || digest.compare(other.digest) > 0) sources.set(source, { ...each, digest });
  }
  return latest;
}

function storedOf({ vulnerability: { source } }: Said, known: StoredVulnerability | undefined) {
  return known?.details.find((detail) => detail.source === source);
}

function isLater(said: Said, known: StoredVulnerability | undefined): boolean {
  const stored = storedOf(said, known);
  return !stored || said.saidMs > stored.saidMs || (said.saidMs === stored.saidMs && said.digest.compare(stored.digest) > 0);
}

function isOther(said: Said, known: StoredVulnerability | undefined): boolean {
  return isLater(said, known) && storedOf(said, known)?.digest.equals(said.digest) !== true;
}
