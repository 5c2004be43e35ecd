const prefixes = ["finding", "violation", "metrics", "vex", "analysis", "vulnerability", "policy", "component", "dependencyGraph"];

/**
 * What to say of an address of Dependency-Track's API that plug-ins ask after an upload and that is not answered here; null
 * for any other address. Answering with empty lists would say that there is nothing to find.
 */
export function notServedDetail(path: string): string | null {
  if (!prefixes.some((prefix) => path === `/api/v1/${prefix}` || path.startsWith(`/api/v1/${prefix}/`))) return null;
  return "Wherein takes the uploads of Dependency-Track's plug-ins, but does not answer for findings, metrics and policies in its form: switch off what gates on them (synchronous mode, thresholds), and ask /api/v1/blast-radius.";
}
