import { makePlan, type Plan, type PlanGround, type PlanSize } from "./make-plan";

/** The most questions of which a process keeps the ground: 30 MB each, of a million findings. */
const keptMax = 4;

const grounds = new Map<string, PlanGround>();

/** What the plan of a question was made from last. */
export function groundBefore(question: unknown): PlanGround | null {
  return grounds.get(JSON.stringify(question)) ?? null;
}

/** Keeps it, and forgets the question that was asked the longest ago, and grounds of other classes or advisories: no plan takes anything from these. */
export function keepGround(question: unknown, ground: PlanGround): void {
  const key = JSON.stringify(question);
  const { classes, facts } = ground.input;
  for (const [other, { input }] of grounds) if (input.classes !== classes || input.facts !== facts) grounds.delete(other);
  grounds.delete(key);
  grounds.set(key, ground);
  const [eldest] = grounds.keys();
  if (grounds.size > keptMax && eldest !== undefined) grounds.delete(eldest);
}

const plans = new WeakMap<PlanGround, { size: string; plan: Plan }>();

/** The plan of a ground: the one that was made of it last is not made again. */
export async function planOf(ground: PlanGround, asked: PlanSize): Promise<Plan> {
  const size = JSON.stringify(asked);
  const known = plans.get(ground);
  if (known?.size === size) return known.plan;
  const plan = await makePlan(ground, asked);
  plans.set(ground, { size, plan });
  return plan;
}
