import { plural } from "@/components/ui/number-format";
import type { Alert } from "@/lib/alerts/schemas";

/** `left-pad@1.2.3` of each package and version that the alert names. */
export function packagesOf({ packages }: Pick<Alert, "packages">): string[] {
  return packages.flatMap(({ name, versions }) => (versions.length === 0 ? [name] : versions.map((version) => (version === "" ? name : `${name}@${version}`))));
}

/** `Malware in 3 services`, that it was there and is not any more, or that all that is taken back. */
export function headlineOf({ state, presentServiceCount, serviceCount }: Pick<Alert, "state" | "presentServiceCount" | "serviceCount">): string {
  const services = plural(serviceCount, "service");
  if (state === "retracted") return `Retracted alert for ${services}`;
  return presentServiceCount === 0 ? `Malware was in ${services}` : `Malware in ${services}`;
}

const nameCharactersMax = 80;

/** A name for a sentence: what is far too long to be one is cut. */
export function shortName(name: string): string {
  if (name.length <= nameCharactersMax) return name;
  return `${[...name].slice(0, nameCharactersMax).join("")}…`;
}

/** What raised an alert, as the end of a sentence. */
export const raisedBy = { advisory: "its advisory", build: "a build that came with it", inspector: "a finding of Amazon Inspector" } as const;

/** Why an alert was retracted, as the end of a sentence. */
export function retractionOf(reason: string): string {
  if (reason === "merged") return "another alert stands for the same problem";
  if (reason === "closed") return "Amazon Inspector does not report it any more";
  return reason === "withdrawn" ? "its advisory was withdrawn" : "its advisory no longer means what you have";
}

const actions: Readonly<Record<string, string>> = {
  "alert.raised": "Raised",
  "alert.updated": "Updated",
  "alert.acknowledged": "Acknowledged",
  "alert.retracted": "Retracted",
};

export function activityWord(action: string): string {
  return actions[action] ?? action;
}
