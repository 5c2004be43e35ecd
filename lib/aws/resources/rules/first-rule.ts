import type { ResourceFacts } from "@/lib/aws/resources/queries/facts";
import type { MappingRule } from "@/lib/aws/resources/queries/rules";
import { isGlob, matchesGlob } from "@/lib/inventory/owners/glob";

type Conditions = Pick<MappingRule, "type" | "account" | "name" | "label">;
type Ruled = Pick<ResourceFacts, "type" | "account" | "name" | "labels">;

/**
 * Which rule counts for a resource: the first of `rules` that fits, or null. Rules that name their resource in full are looked up, so that
 * a thousand mappings by hand cost no more than one.
 */
export function ruleFinder<Rule extends Conditions>(rules: readonly Rule[]): (resource: Ruled) => Rule | null {
  const named = new Map<string, number[]>();
  const globs: number[] = [];
  for (const [index, { type, name }] of rules.entries()) {
    const key = `${type} ${name}`;
    if (isGlob(name)) globs.push(index);
    else named.set(key, [...(named.get(key) ?? []), index]);
  }
  return (resource) => {
    const fits = (index: number) => fitsRule(rules[index], resource);
    const exact = named.get(`${resource.type} ${resource.name}`)?.find(fits) ?? rules.length;
    const glob = globs.find((index) => index > exact || fits(index)) ?? rules.length;
    return rules[Math.min(exact, glob)] ?? null;
  };
}

function fitsRule(rule: Conditions | undefined, { type, account, name, labels }: Ruled): boolean {
  if (!rule || rule.type !== type) return false;
  if (rule.account !== null && rule.account !== account) return false;
  return matchesGlob(rule.name, name) && (rule.label === null || hasLabel(rule.label, labels));
}

/** `key=value`, both globs; without a sign of equality any value. */
function hasLabel(label: string, labels: Record<string, string>): boolean {
  const [key = "", ...rest] = label.split("=");
  const value = rest.length === 0 ? "*" : rest.join("=");
  return Object.entries(labels).some(([name, text]) => matchesGlob(key, name) && matchesGlob(value, text));
}
