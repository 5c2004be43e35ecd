import type { TriageRow } from "@/components/findings/triage/row";
import { Exploited } from "@/components/vulnerabilities/exploited";

/** Why a finding stands where it does, in short; all of it is on hover and in its details. */
export function RankCell({ row: { vulnerability, rankReasons } }: { row: TriageRow }) {
  const { kevAddedOn, epss } = vulnerability;
  const exposed = rankReasons.find(({ factor }) => factor === "exposure");
  const title = rankReasons.map(({ words }) => words).join("\n");
  return (
    <span className="inline-flex items-center gap-2" title={title === "" ? undefined : title}>
      <Exploited kevAddedOn={kevAddedOn} epss={epss === null ? null : { score: epss, percentile: null }} />
      {exposed?.words}
    </span>
  );
}
