export type ClusterRule = { pattern: string; environment: string };

/** A rule a line: the glob of the cluster, and the environment that it is. */
export function clusterRulesText(rules: readonly ClusterRule[]): string {
  return rules.map(({ pattern, environment }) => `${pattern} = ${environment}`).join("\n");
}

/** The rules that a text says, or the first line that is none. Empty lines say nothing. */
export function readClusterRules(text: string): { rules: ClusterRule[] } | { fault: string } {
  const rules: ClusterRule[] = [];
  for (const [index, line] of text.split("\n").entries()) {
    if (line.trim() === "") continue;
    const [, pattern, environment] = /^\s*(\S+)(?:\s*=\s*|\s+)(\S+)\s*$/.exec(line) ?? [];
    if (!pattern || !environment) return { fault: `Line ${index + 1} is not like "prod-* = production"` };
    rules.push({ pattern, environment });
  }
  return { rules };
}
