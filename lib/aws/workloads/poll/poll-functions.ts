import type { FunctionConfiguration } from "@aws-sdk/client-lambda";
import type { Pool } from "pg";
import type { AwsClients } from "@/lib/aws/clients";
import { codeDigest, imageDigest, readAwsTime } from "@/lib/aws/read";
import { inTransaction } from "@/lib/db";
import { WhereinError } from "@/lib/errors";
import type { Workload } from "../../model";
import { applySnapshot } from "../apply-snapshot";
import { selectReports } from "../queries/workloads";
import { allPages } from "./all-pages";

export type PolledFunctions = { functions: number; unreadable: number; changed: number; missing: number };

/**
 * Asks Lambda in the account and region of the clients for every function, and takes that in as a complete listing: each runs its unpublished
 * version since it was last modified. The code of a function that is an image is asked for once each time that it was modified.
 */
export async function pollFunctions(clients: AwsClients, on: Pool): Promise<PolledFunctions> {
  const at = new Date();
  const [account, region] = [clients.access.accountId, clients.region];
  const functions = await listFunctions(clients);
  const keys = functions.map(keyOf);
  const known = new Map((await selectReports(on, keys)).map(({ key, digest }) => [key, digest]));
  const workloads: Workload[] = [];
  let unreadable = 0;
  for (const each of functions) {
    const digest = known.get(keyOf(each)) ?? (each.PackageType === "Image" ? await digestOfImage(clients, each) : codeDigest(each.CodeSha256));
    const startedAt = readAwsTime(each.LastModified);
    if (digest === null || startedAt === null || !each.FunctionName) {
      unreadable += 1;
      continue;
    }
    const place = { kind: "lambda" as const, account, region, cluster: "", group: each.FunctionName };
    workloads.push({ key: keyOf(each), ...place, digest, startedAt, stoppedAt: null, version: Date.parse(startedAt) });
  }
  const taken = await inTransaction((client) => applySnapshot(client, { kind: "lambda", account, region, workloads, at }), on);
  return { functions: functions.length, unreadable, ...taken };
}

/** Of a function since it was last modified: what it ran before keeps its own. */
const keyOf = ({ FunctionArn, FunctionName, LastModified }: FunctionConfiguration) => `${FunctionArn ?? FunctionName} ${readAwsTime(LastModified)}`;

async function listFunctions(clients: AwsClients): Promise<FunctionConfiguration[]> {
  const { ListFunctionsCommand } = await import("@aws-sdk/client-lambda");
  const lambda = await clients.lambda();
  return allPages(async (Marker) => {
    const answer = await lambda.send(new ListFunctionsCommand({ Marker, MaxItems: 50 }));
    return { items: answer.Functions, next: answer.NextMarker };
  });
}

/** The digest that the image's tag meant when the function was modified; null for one that is gone by now. */
async function digestOfImage(clients: AwsClients, { FunctionArn, FunctionName }: FunctionConfiguration): Promise<string | null> {
  const { GetFunctionCommand } = await import("@aws-sdk/client-lambda");
  try {
    const answer = await (await clients.lambda()).send(new GetFunctionCommand({ FunctionName: FunctionArn ?? FunctionName }));
    return imageDigest(answer.Code?.ResolvedImageUri?.split("@").at(-1));
  } catch (error) {
    if (error instanceof WhereinError && error.reason === "aws_not_found") return null;
    throw error;
  }
}
