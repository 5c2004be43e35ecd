import { type AwsAccess, AwsClients, awsProblemAction } from "@/lib/aws/clients";
import type { PolledKind } from "@/lib/aws/sync/kinds";
import { requireScope, type Verb } from "@/lib/context";
import { pool } from "@/lib/db";
import { WhereinError } from "@/lib/errors";
import { accountNotFound } from "./not-found";
import { probes } from "./probes";
import { selectAccounts } from "./queries/accounts";
import { type AccountCheck, type AccountPath, accountPathSchema } from "./schemas";

type Check = AccountCheck["checks"][number];
type Identity = NonNullable<AccountCheck["identity"]>;

/** All of it together; a person waits for the answer. */
const totalMs = 25_000;
const patience = { attempts: 2, connectMs: 3_000, requestMs: 8_000 };

/**
 * Asks AWS who Wherein is in the account, and for one cheap call of every kind that is kept, in each region: what is missing is listed with what
 * to do. Needs `aws:write`; throws `not_found`. Changes nothing.
 */
export async function checkAccount({ ctx, input }: Verb<AccountPath>): Promise<AccountCheck> {
  requireScope(ctx, "aws:write");
  const { accountId } = accountPathSchema.parse(input);
  const [account] = await selectAccounts(pool(), accountId);
  if (account === undefined) throw accountNotFound(accountId);
  const signal = AbortSignal.timeout(totalMs);
  const places = account.regions.map((region) => new AwsClients({ access: account, region, signal, patience }));
  try {
    const [first] = places;
    const { identity, check } = first ? await askIdentity(account, first) : { identity: null, check: null };
    const asked = identity === null ? [] : await Promise.all(places.map((clients) => checkRegion(clients, account.kinds)));
    const checks = [...(check ? [check] : []), ...asked.flat()];
    return { identity, ok: checks.every(({ problem }) => problem === null), checks };
  } finally {
    for (const clients of places) await clients.close();
  }
}

async function askIdentity({ accountId }: AwsAccess, clients: AwsClients): Promise<{ identity: Identity | null; check: Check }> {
  const { GetCallerIdentityCommand } = await import("@aws-sdk/client-sts");
  const check: Check = {
    region: clients.region,
    kind: "identity",
    action: clients.access.roleArn === null ? "sts:GetCallerIdentity" : "sts:AssumeRole",
    problem: null,
  };
  try {
    const { Account = "", Arn = "" } = await (await clients.sts()).send(new GetCallerIdentityCommand({}));
    const identity = { account: Account, arn: Arn };
    if (Account === accountId) return { identity, check };
    const detail = `Wherein is ${Arn} there, which is of account ${Account}, not ${accountId}.`;
    return { identity, check: { ...check, problem: { code: "aws_other_account", detail, action: "Give the account a role of its own to assume." } } };
  } catch (error) {
    return { identity: null, check: { ...check, problem: problemOf(error) } };
  }
}

async function checkRegion(clients: AwsClients, kinds: readonly PolledKind[]): Promise<Check[]> {
  const checks: Check[] = [];
  for (const kind of kinds) {
    for (const { action, ask } of probes[kind]) {
      const problem = await ask(clients).then(() => null, problemOf);
      checks.push({ region: clients.region, kind, action, problem: isAllowed(problem) ? null : problem });
    }
  }
  return checks;
}

type Problem = NonNullable<Check["problem"]>;

/** That something is not there, or cannot be, is said to those only who may ask for it. */
const isAllowed = (problem: Problem | null) => problem !== null && (problem.code === "aws_not_found" || problem.code === "aws_refused");

function problemOf(error: unknown): Problem {
  if (!(error instanceof WhereinError) || error.reason === null) throw error;
  const isLate = error.reason === "stopped";
  const code = isLate ? "aws_unreachable" : error.reason;
  return { code, detail: isLate ? "AWS did not answer in time." : error.message, action: awsProblemAction(code) };
}
