import { plural } from "@/components/ui/number-format";
import type { Alert } from "@/lib/alerts/schemas";

/** `left-pad@1.2.3` of each package and version that the alert names. */
export function packagesOf({ packages }: Pick<Alert, "packages">): string[] {
  return packages.flatMap(({ name, versions }) => (versions.length === 0 ? [name] : versions.map((version) => (version === "" ? name : `${name}@${version}`))));
}

/** `Malware in 3 services`, or that it was there and is not any more. */
export function headlineOf({ presentServiceCount, serviceCount }: Pick<Alert, "presentServiceCount" | "serviceCount">): string {
  if (presentServiceCount === 0) return `Malware was in ${plural(serviceCount, "service")}`;
  return `Malware in ${plural(serviceCount, "service")}`;
}

/** Why an alert was retracted, as the end of a sentence. */
export function retractionOf(reason: string): string {
  if (reason === "merged") return "another alert stands for the same problem";
  return reason === "withdrawn" ? "its advisory was withdrawn" : "its advisory no longer means what you have";
}

const activity: Readonly<Record<string, string>> = {
  "alert.raised": "Raised",
  "alert.updated": "Updated",
  "alert.acknowledged": "Acknowledged",
  "alert.retracted": "Retracted",
};

export function activityWord(action: string): string {
  return activity[action] ?? action;
}
