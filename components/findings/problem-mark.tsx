import type { AdvisoryKind, SeverityWord } from "@/lib/advisories/model";

const kindWords: Record<Exclude<AdvisoryKind, "vulnerability" | "malware">, string> = { unmaintained: "unmaintained", unsound: "unsound", notice: "notice" };

type ProblemMarkProps = { kind: AdvisoryKind; severity: SeverityWord; score?: number | null };

/** How bad it is, in words: malware is its own kind and has no severity. */
export function ProblemMark({ kind, severity, score = null }: ProblemMarkProps) {
  if (kind === "malware") return <b className="font-semibold text-affected">malware</b>;
  const grave = severity === "critical" || severity === "high";
  return (
    <span className={grave ? "font-medium" : undefined} title={score === null ? undefined : `Score ${score.toFixed(1)}`}>
      {kind === "vulnerability" ? severity : `${kindWords[kind]}${severity === "unscored" ? "" : `, ${severity}`}`}
    </span>
  );
}
