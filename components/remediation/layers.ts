import type { StackSeries } from "@/components/remediation/charts/stack-chart";
import { advisoryKinds } from "@/lib/advisories/model";
import { type FigureSeverity, figureSeverities, type RemediationFigures } from "@/lib/remediation/schemas";

/** Those that are always told of, even at 0; malware, none and unscored only where there is or was any. */
const always: readonly FigureSeverity[] = ["critical", "high", "medium", "low"];

/** The severities that figures have rows for, worst first: `isThere` says of the others whether there is anything. */
export function shownSeverities(isThere: (severity: FigureSeverity) => boolean): FigureSeverity[] {
  return figureSeverities.filter((severity) => always.includes(severity) || isThere(severity));
}

/** The list behind a figure, narrowed to one severity or to malware. */
export function ofSeverity(href: string, severity: FigureSeverity): string {
  return narrowed(href, severity === "malware" ? "kind" : "severity", severity);
}

function narrowed(href: string, name: string, value: string): string {
  return `${href}${href.includes("?") ? "&" : "?"}${name}=${value}`;
}

/** What was open over time, split as it is drawn. */
export function openLayers({ series, href, bySeverityHref }: RemediationFigures["open"], by: "severity" | "kind"): StackSeries[] {
  if (by === "severity")
    return shownSeverities((severity) => series.some(({ bySeverity }) => bySeverity[severity] > 0)).map((key) => ({
      key,
      values: series.map(({ bySeverity }) => bySeverity[key]),
      href: bySeverityHref[key],
    }));
  return advisoryKinds
    .map((key) => ({ key, values: series.map(({ byKind }) => byKind[key] ?? 0), href: narrowed(href, "kind", key) }))
    .filter(({ key, values }) => key === "vulnerability" || values.some((value) => value > 0));
}
