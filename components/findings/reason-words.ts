import type { closeReasons, openReasons, undeterminedReasons } from "@/lib/findings/schemas";

export const undeterminedWords: Record<(typeof undeterminedReasons)[number], { short: string; next: string }> = {
  version_unorderable: { short: "version cannot be ordered", next: "Look at the version it names: a range cannot decide." },
  version_missing: { short: "named without a version", next: "Make the SBOM generator write versions." },
  release_unknown: { short: "distribution release not named", next: "Make the SBOM generator write the release of the distribution." },
};

const opened: Record<(typeof openReasons)[number] | "inspector", string> = {
  build: "a build brought it",
  advisory: "an advisory was published or changed",
  inspector: "Inspector observed it",
};
const closed: Record<(typeof closeReasons)[number] | "closed" | "unscanned" | "unverified", string> = {
  closed: "Inspector does not report it any more",
  unscanned: "no longer scanned",
  unverified: "closed, not verified",
  upgraded: "upgraded to another version",
  removed: "removed",
  withdrawn: "the advisory was withdrawn",
  corrected: "the advisory was corrected",
  retired: "the artifact was retired",
};

export function openedBecause(reason: string): string {
  return opened[reason as keyof typeof opened] ?? reason;
}

export function closedBecause(reason: string): string {
  return closed[reason as keyof typeof closed] ?? reason;
}
