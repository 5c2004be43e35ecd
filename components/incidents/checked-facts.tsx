import { Facts } from "@/components/ui/facts";
import { count, plural } from "@/components/ui/number-format";
import { absoluteUtc } from "@/components/ui/time-format";
import type { Incident } from "@/lib/incidents/schemas";

/** What the answer rests on: without it "no match" says nothing. */
export function CheckedFacts({ incident }: { incident: Pick<Incident, "evidence" | "lastCheckedAt" | "lastRunAt" | "unknown"> }) {
  const { evidence, lastCheckedAt, lastRunAt } = incident;
  if (evidence === null) return <p className="text-muted">It has not been asked yet.</p>;
  const { advisories } = evidence;
  const time = (at: string | null) => (at === null ? "never" : absoluteUtc(at));
  return (
    <Facts
      facts={[
        { label: "Checked", value: time(lastCheckedAt) },
        { label: "Answer since", value: time(lastRunAt) },
        { label: "Services", value: `${count(evidence.services)}, ${count(evidence.withoutSbom)} of them without any SBOM` },
        { label: "Retired", value: evidence.retired > 0 ? `${plural(evidence.retired, "service")} of which nothing is shipped any more, not counted` : null },
        { label: "Newest builds", value: count(evidence.builds) },
        { label: "In the window", value: evidence.windowBuilds === null ? null : plural(evidence.windowBuilds, "build") },
        { label: "Newest SBOM", value: time(evidence.newestSbomAt) },
        { label: "Oldest SBOM", value: time(evidence.oldestSbomAt) },
        { label: "Packages", value: `${count(evidence.packagesMatched)} of those on the list were ever named by an SBOM` },
        {
          label: "Development",
          value:
            evidence.withoutDevScope > 0
              ? `the SBOMs of ${plural(evidence.withoutDevScope, "service")} list nothing for it: what their CI ran is not known. Make their SBOM generators list development dependencies too, or look at the lock files with their owners.`
              : null,
        },
        {
          label: "Advisories",
          value: advisories && `${plural(advisories.sources, "source")}, synced ${time(advisories.oldestSyncAt)} to ${time(advisories.newestSyncAt)}`,
        },
        { label: "Not in the mirror", value: evidence.unknownAdvisories.slice(0, 20).join(", ") },
      ]}
    />
  );
}
