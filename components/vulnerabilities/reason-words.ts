import { closedBecause, openedBecause, undeterminedWords } from "@/components/findings/reason-words";
import type { VulnerabilityService } from "@/lib/advisories/vulnerabilities/schemas";
import type { HoldersView } from "./view";

/** Why a row stands where it stands, in words. */
export function reasonInWords(state: HoldersView["state"], reason: VulnerabilityService["reason"]): string {
  if (state === "affected") return openedBecause(reason);
  if (state === "undetermined") return undeterminedWords[reason as keyof typeof undeterminedWords]?.short ?? reason;
  return reason === "gone_before" ? "gone before the advisory came" : closedBecause(reason);
}
