import type { TriageRow } from "@/components/findings/triage/row";
import { Epss, KevMark } from "@/components/vulnerabilities/exploited";

/** Why a finding stands where it does, in short: what raises it. All of it is on hover and in its details. */
export function RankCell({ row: { vulnerability, rankReasons } }: { row: TriageRow }) {
  const { kind, kevAddedOn, epss } = vulnerability;
  const title = rankReasons.map(({ words }) => words).join("\n");
  const raising = rankReasons.filter(({ factor, weight, of }) => (factor === "exposure" || factor === "tier") && weight === of);
  const isBare = kevAddedOn === null && epss === null && raising.length === 0;
  return (
    <span className="inline-flex items-center gap-2 align-middle" title={title === "" ? undefined : title}>
      {kevAddedOn ? <KevMark addedOn={kevAddedOn} /> : null}
      <Epss epss={epss === null ? null : { score: epss, percentile: null }} />
      {raising.map(({ factor, words }) => (
        <span
          key={factor}
          className={factor === "exposure" ? "inline-flex items-center gap-1.5 text-affected" : "rounded border border-line-strong px-1 text-xs"}
        >
          {factor === "exposure" ? <span aria-hidden className="size-1.5 rounded-full bg-affected" /> : null}
          {factor === "exposure" ? "production" : words.replace("service of ", "")}
        </span>
      ))}
      {isBare ? <span className="text-muted">{kind === "malware" ? "malware first" : "no EPSS"}</span> : null}
    </span>
  );
}
