/** Where deployments are seen without anybody reporting them. */
export const observedSources = ["ecs", "eks", "lambda"] as const;
export type ObservedSource = (typeof observedSources)[number];

/** Who says that a build runs: `api` is a deploy job, which declares it. */
export const deploymentSources = ["api", ...observedSources] as const;
export type DeploymentSource = (typeof deploymentSources)[number];

export const sourceNames: Readonly<Record<ObservedSource, string>> = { ecs: "ECS", eks: "EKS", lambda: "Lambda" };

/** Each source as one chooses among them. */
export const sourceLabels: Readonly<Record<DeploymentSource, string>> = { api: "Reported by jobs", ...sourceNames };

const placeNouns: Readonly<Record<ObservedSource, string>> = { ecs: "cluster", eks: "cluster", lambda: "function" };

/** Clusters or functions that are named; the rest is counted. */
const placesNamedMax = 3;

export const isObserved = (source: string): source is ObservedSource => observedSources.some((each) => each === source);

/** Who says it, as a sentence goes on: `observed in ECS, cluster prod-eu`, `reported by a deploy job`. */
export function sourceInWords(source: string, seenIn: readonly string[]): string {
  if (!isObserved(source)) return "reported by a deploy job";
  if (seenIn.length === 0) return `observed in ${sourceNames[source]}`;
  return `observed in ${sourceNames[source]}, ${placeNouns[source]}${seenIn.length === 1 ? "" : "s"} ${listed(seenIn)}`;
}

function listed(names: readonly string[]): string {
  const shown = names.length > placesNamedMax ? [...names.slice(0, placesNamedMax - 1), `${names.length - placesNamedMax + 1} more`] : names;
  return shown.length === 1 ? (shown[0] ?? "") : `${shown.slice(0, -1).join(", ")} and ${shown.at(-1)}`;
}
