import type { PoolClient } from "pg";
import type { z } from "zod";
import { requireScope, type Verb } from "@/lib/context";
import { pool } from "@/lib/db";
import { inSnapshot } from "@/lib/inventory/read";
import { purlOf } from "@/lib/purl";
import { KeptAnswers } from "../kept-answers";
import { type ListOf, presentUpgrades } from "./present";
import { type PlanQuestion, type ReadPlan, readPlan } from "./read-plan";
import { type AskPlan, askPlanSchema, planEnvironments, type RemediationPlan } from "./schemas";
import { settleFew } from "./settle-owed";

/** How many artifacts a reader brings up to date before it reads. More are the worker's. */
const settledByReaderMax = 40;

type Filters = Omit<AskPlan, "limit">;

/** The most answers that a process keeps: a page and its filters, of some people. */
const keptMax = 16;
const kept = new KeptAnswers<RemediationPlan>(keptMax);

/**
 * The few upgrades that close most open findings, in their order: to which version on the same line and on any, and what that closes. What people decided to
 * leave does not count.
 */
export async function getRemediationPlan({ ctx, input }: Verb<z.input<typeof askPlanSchema>>): Promise<RemediationPlan> {
  requireScope(ctx, "inventory:read");
  const asked = askPlanSchema.parse(input);
  const { limit, ...filters } = asked;
  await settleFew(pool(), settledByReaderMax);
  return inSnapshot(async (client, stamp) => {
    const at = await stamp;
    const known = kept.find(at, asked);
    if (known) return { ...known, meta: { ...known.meta, asOf: new Date().toISOString() } };
    const read = await readPlan(client, questionOf(filters), limit);
    const answer = { data: await presentUpgrades(client, read, read.plan.upgrades, listOf(filters)), meta: metaOf(read, filters) };
    if (read.pendingArtifacts === 0) kept.keep(at, asked, answer);
    return answer;
  });
}

/** Reads with a plan of what is asked for, in one snapshot. */
export async function withPlan<T>(filters: Filters, stepsMax: number, read: (client: PoolClient, plan: ReadPlan) => Promise<T>): Promise<T> {
  await settleFew(pool(), settledByReaderMax);
  return inSnapshot(async (client) => read(client, await readPlan(client, questionOf(filters), stepsMax)));
}

function questionOf({ team, service, tier, environment, ...question }: Filters): PlanQuestion {
  const exposures = environment?.map((each) => planEnvironments.indexOf(each)) ?? null;
  return { ...question, owners: { teams: team ?? null, services: service ?? null, tiers: tier ?? null, exposures } };
}

export function metaOf({ plan, pendingArtifacts }: ReadPlan, { reach }: Filters): RemediationPlan["meta"] {
  return { reach, ...plan.totals, pendingArtifacts, asOf: new Date().toISOString() };
}

/** Lists of findings under the same filters, without what people decided to leave. */
export function listOf({ reach: _, ecosystem: __, ...filters }: Filters): ListOf {
  return ({ ecosystem, name }) => {
    const parameters = new URLSearchParams({ q: purlOf({ ecosystem, name, version: "", release: "" }) ?? `${ecosystem}:${name}` });
    parameters.append("decision", "todo");
    for (const [key, value] of Object.entries(filters)) for (const each of [value ?? []].flat()) parameters.append(key, String(each));
    return `/findings?${parameters.toString()}`;
  };
}
