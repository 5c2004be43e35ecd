import type { Pool } from "pg";
import type { AwsClients } from "@/lib/aws/clients";
import { inTransaction } from "@/lib/db";
import type { Workload } from "../../model";
import { lockAws } from "../../queries/lock";
import { applySnapshot } from "../apply-snapshot";
import { type KnownCode, selectFunctionCode } from "../queries/snapshot";
import { digestOfCode, type FunctionCode, listFunctions, runningCodeOf } from "./function-code";

export type PolledFunctions = { functions: number; unreadable: number; changed: number; missing: number };

/**
 * Asks Lambda in the account and region of the clients for every function, and takes that in as a complete listing: each runs what its aliases point
 * at since that was first seen, or without any its unpublished version since it was modified. Code is asked for once, where that takes a call.
 */
export async function pollFunctions(clients: AwsClients, on: Pool): Promise<PolledFunctions> {
  const at = new Date();
  const place = { kind: "lambda" as const, account: clients.access.accountId, region: clients.region };
  const functions = await listFunctions(clients);
  const listed: FunctionCode[] = [];
  for (const each of functions) listed.push(...(await runningCodeOf(clients, each)));
  const arns = listed.map(({ arn }) => arn);
  const known = byArn(await selectFunctionCode(on, place, { arns, at }));
  const read: ReadCode[] = [];
  for (const code of listed) {
    const digest = (known.get(code.arn) ?? []).find((stored) => isOf(code, stored))?.digest ?? (await digestOfCode(clients, code));
    if (digest !== null && code.name !== "" && (code.qualifier !== null || code.since !== null)) read.push({ ...code, digest });
  }
  const readArns = new Set(read.map(({ arn }) => arn));
  const unread = arns.filter((arn) => !readArns.has(arn));
  const taken = await inTransaction(async (client) => {
    // What runs must not begin twice.
    await lockAws(client);
    const stored = byArn(await selectFunctionCode(client, place, { arns, at }));
    const workloads = read.map((code) => workloadOf(code, { place, running: (stored.get(code.arn) ?? []).filter(({ runs }) => runs), at }));
    return applySnapshot(client, { ...place, workloads, unread, at });
  }, on);
  return { functions: functions.length, unreadable: unread.length, ...taken };
}

type ReadCode = FunctionCode & { digest: string };
type Seen = { place: Pick<Workload, "kind" | "account" | "region">; running: readonly KnownCode[]; at: Date };

/** A published version that runs already goes on; one that does not, or not any more, begins now. */
function workloadOf(code: ReadCode, { place, running, at }: Seen): Workload {
  const { arn, digest, name: group } = code;
  const goesOn = code.qualifier === null ? undefined : running[0];
  const startedAt = code.since ?? (goesOn?.startedAt ?? at).toISOString();
  return { key: goesOn?.key ?? keyOf(arn, startedAt), ...place, cluster: "", group, digest, startedAt, stoppedAt: null, version: Date.parse(startedAt) };
}

/** Of a function since it was modified, of a version since it was seen: what ran before keeps its own. */
const keyOf = (arn: string, startedAt: string) => `${arn} ${startedAt}`;

/** Whether it is the same code: a published version never changes, and its number is not given again. */
const isOf = ({ qualifier, arn, since }: FunctionCode, { key }: KnownCode) => qualifier !== null || key === keyOf(arn, since ?? "");

function byArn(stored: readonly KnownCode[]): Map<string, KnownCode[]> {
  const grouped = new Map<string, KnownCode[]>();
  for (const each of stored) grouped.set(each.arn, [...(grouped.get(each.arn) ?? []), each]);
  return grouped;
}
