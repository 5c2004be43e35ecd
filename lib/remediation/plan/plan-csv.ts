import { stringify } from "csv-stringify/sync";
import { broughtText, disagreementText, versionsText } from "./plan-words";
import type { PlanUpgrade } from "./schemas";

/** The columns of the CSV export, in order. */
const columns = [
  "step",
  "ecosystem",
  "package",
  "source_package",
  "release",
  "line",
  "how",
  "in_use",
  "artifacts",
  "to_on_same_line",
  "to_any",
  "to_any_from",
  "to_any_introduces",
  "own_findings",
  "brings",
  "sources_disagree",
  "concerned_findings",
  "concerned_services",
  "concerned_teams",
  "closed_findings",
  "closed_services",
  "closed_teams",
  "closed_malware",
  "closed_critical",
  "closed_high",
  "closed_kev",
  "closed_so_far",
] as const;

/** Upgrades as RFC 4180 lines. A cell that a spreadsheet would run as a formula is made text. */
export function planToCsv(upgrades: readonly PlanUpgrade[]): string {
  return stringify(upgrades.map(toRecord), { header: true, columns: [...columns], escape_formulas: true, record_delimiter: "windows" });
}

function toRecord(upgrade: PlanUpgrade, place: number): Record<(typeof columns)[number], string | number> {
  const { concerns, closes } = upgrade;
  return {
    step: place + 1,
    ecosystem: upgrade.package.ecosystem,
    package: upgrade.package.name,
    source_package: upgrade.sourcePackage ?? "",
    release: upgrade.release ?? "",
    line: upgrade.line,
    how: upgrade.how,
    in_use: versionsText(upgrade.versions),
    artifacts: upgrade.artifacts,
    to_on_same_line: upgrade.sameLine?.version ?? "",
    to_any: upgrade.any?.version ?? "",
    to_any_from: upgrade.any?.from ?? "",
    to_any_introduces: upgrade.any?.introduces ?? "",
    own_findings: upgrade.own,
    brings: upgrade.brings.map(broughtText).join("; "),
    sources_disagree: [...upgrade.disagreements, ...upgrade.brings.flatMap(({ disagreements }) => disagreements)].map(disagreementText).join("; "),
    concerned_findings: concerns.findings,
    concerned_services: concerns.services,
    concerned_teams: concerns.teams,
    closed_findings: closes.findings,
    closed_services: closes.services,
    closed_teams: closes.teams,
    closed_malware: closes.bySeverity.malware,
    closed_critical: closes.bySeverity.critical,
    closed_high: closes.bySeverity.high,
    closed_kev: closes.kev,
    closed_so_far: upgrade.closedSoFar,
  };
}
