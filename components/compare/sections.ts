import { count } from "@/components/ui/number-format";
import type { ComparisonList } from "@/lib/inventory/compare/lists";
import type { BuildComparison } from "@/lib/inventory/compare/schemas";

/** Each list of a comparison: its title, what one of it is called in a sentence, and what it means. */
export const sections: Record<ComparisonList, { title: string; phrase: (total: number) => string; note: string }> = {
  otherHash: {
    title: "Same version, other hash",
    phrase: (total) => `${count(total)} of the same version with another hash`,
    note: "The same name and version with other bytes. A registry does not change what it has published: find out why before you deploy.",
  },
  newDirect: {
    title: "New direct dependencies",
    phrase: (total) => `${count(total)} newly direct`,
    note: "What the artifact itself depends on now and did not before.",
  },
  added: { title: "Added", phrase: (total) => `${count(total)} added`, note: "" },
  removed: { title: "Removed", phrase: (total) => `${count(total)} removed`, note: "" },
  upgraded: { title: "Upgraded", phrase: (total) => `${count(total)} upgraded`, note: "" },
  downgraded: { title: "Downgraded", phrase: (total) => `${count(total)} downgraded`, note: "" },
  changed: { title: "Changed version", phrase: (total) => `${count(total)} with another version`, note: "Versions whose order cannot be told." },
  licenceChanged: { title: "Licence changed", phrase: (total) => `${count(total)} with another licence`, note: "" },
};

const inSentence: readonly ComparisonList[] = ["added", "removed", "upgraded", "downgraded", "changed", "licenceChanged", "newDirect"];

/** One sentence that says it all; the alarm first. */
export function verdictOf(comparison: BuildComparison): string {
  const { otherHash, unchanged } = comparison;
  const parts = inSentence.filter((name) => comparison[name].total > 0).map((name) => sections[name].phrase(comparison[name].total));
  const same = `${count(unchanged)} unchanged`;
  const rest = parts.length === 0 ? `No package version came or went, ${same}.` : `${listed([...parts, same])}.`;
  if (otherHash.total === 0) return rest;
  const alarm =
    otherHash.total === 1 ? "1 package version has other bytes than before." : `${count(otherHash.total)} package versions have other bytes than before.`;
  return `${alarm} ${rest}`;
}

function listed(parts: readonly string[]): string {
  return parts.length < 2 ? parts.join("") : `${parts.slice(0, -1).join(", ")} and ${parts.at(-1)}`;
}
