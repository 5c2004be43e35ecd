import { VulnerabilityMark } from "@/components/vulnerabilities/severity-mark";
import type { AdvisoryKind, SeverityWord } from "@/lib/advisories/model";

type ProblemMarkProps = { kind: AdvisoryKind; severity: SeverityWord; score?: number | null };

/** How bad a finding is: malware is its own kind and has no severity. */
export function ProblemMark({ kind, severity, score = null }: ProblemMarkProps) {
  return <VulnerabilityMark kind={kind} severity={severity} score={score} />;
}
