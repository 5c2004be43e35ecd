import { MalwareMark, SeverityChip } from "@/components/vulnerabilities/severity-mark";
import type { FigureSeverity } from "@/lib/remediation/schemas";

/** The mark of a severity, or that of malware, which has none. */
export function SeverityMark({ severity }: { severity: FigureSeverity }) {
  return severity === "malware" ? <MalwareMark /> : <SeverityChip word={severity} />;
}
