import type { AccountCheck } from "@/lib/aws/accounts/schemas";

type Check = AccountCheck["checks"][number];
export type Missing = { action: string; regions: string[]; problem: NonNullable<Check["problem"]> };

/** What is missing, once for each action and reason, with the regions where it is. */
export function missingOf(checks: readonly Check[]): Missing[] {
  const missing = new Map<string, Missing>();
  for (const { action, region, problem } of checks) {
    if (problem === null) continue;
    const key = `${action} ${problem.code}`;
    const known = missing.get(key) ?? { action, regions: [], problem };
    if (!known.regions.includes(region)) known.regions.push(region);
    missing.set(key, known);
  }
  return [...missing.values()];
}
