import { scannerPrefix } from "./properties";
import { scannerName } from "./read-scan";

/** For tests: properties as the scanner writes them. */
export function said(properties: Record<string, string>): { name: string; value: string }[] {
  return Object.entries(properties).map(([name, value]) => ({ name: `${scannerPrefix}${name}`, value }));
}

export const infos = { clean: "Component scanned: no vulnerabilities found.", skipped: "Component skipped: no rules found." };

/** For tests: an answer of ScanSbom. */
export function answerOf(sbom: Record<string, unknown>): { sbom: Record<string, unknown> } {
  return {
    sbom: {
      bomFormat: "CycloneDX",
      specVersion: "1.5",
      metadata: { tools: { services: [{ name: scannerName, version: "1+2" }] }, timestamp: "2026-11-01T10:00:00.000Z" },
      ...sbom,
    },
  };
}
