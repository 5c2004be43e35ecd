import type { ClientBase } from "pg";
import { makePlan, preparePlan } from "./make-plan";
import { broughtMax, type ReadPlan } from "./read-plan";

/** The teams whose artifacts a plan is of. */
export function teamIdsOf({ ground }: ReadPlan): number[] {
  return [...new Set(ground.input.artifacts.map(({ teamId }) => teamId))].filter((id) => id !== 0);
}

/** The plan of one of its teams, or for 0 of services without any, from what was read for all of them. */
export async function planOfTeam(client: ClientBase, read: ReadPlan, teamId: number, stepsMax: number): Promise<ReadPlan> {
  const { input } = read.ground;
  const artifacts = input.artifacts.filter((artifact) => artifact.teamId === teamId);
  const ground = await preparePlan({ ...input, artifacts }, (packageIds) => read.facts.addKnown(client, packageIds));
  return { ...read, ground, plan: await makePlan(ground, { stepsMax, broughtMax }) };
}
