import { groupFindings } from "./group-findings";
import { makePlan } from "./make-plan";
import type { ReadPlan } from "./read-plan";

/** The teams whose artifacts a plan is of. */
export function teamIdsOf({ input }: ReadPlan): number[] {
  return [...new Set(input.artifacts.map(({ teamId }) => teamId))].filter((id) => id !== 0);
}

/** The plan of one of its teams, or for 0 of services without any, from what was read for all of them. */
export function planOfTeam(read: ReadPlan, teamId: number, stepsMax: number): ReadPlan {
  const input = { ...read.input, artifacts: read.input.artifacts.filter((artifact) => artifact.teamId === teamId) };
  return { ...read, input, plan: makePlan(groupFindings(input), input, stepsMax) };
}
