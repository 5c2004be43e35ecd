import type { FigureSeverity } from "@/lib/remediation/schemas";

/** Six depths of a colour, from none to the most of a column. The deepest still carries text. */
const grounds: Record<FigureSeverity, readonly string[]> = {
  malware: ["", "bg-band-malware/10", "bg-band-malware/18", "bg-band-malware/28", "bg-band-malware/38", "bg-band-malware/50"],
  critical: ["", "bg-band-critical/10", "bg-band-critical/18", "bg-band-critical/28", "bg-band-critical/38", "bg-band-critical/50"],
  high: ["", "bg-band-high/12", "bg-band-high/22", "bg-band-high/34", "bg-band-high/46", "bg-band-high/58"],
  medium: ["", "bg-band-medium/15", "bg-band-medium/28", "bg-band-medium/42", "bg-band-medium/56", "bg-band-medium/70"],
  low: ["", "bg-band-low/20", "bg-band-low/35", "bg-band-low/50", "bg-band-low/65", "bg-band-low/80"],
  none: ["", "bg-band-none/20", "bg-band-none/35", "bg-band-none/50", "bg-band-none/65", "bg-band-none/80"],
  unscored: ["", "bg-band-none/20", "bg-band-none/35", "bg-band-none/50", "bg-band-none/65", "bg-band-none/80"],
};

/** How deep a value is beside the most of its column, 0 (nothing) to 5. By its root, so that one large team does not blanch the others. */
export function heatOf(value: number, most: number): number {
  if (value <= 0 || most <= 0) return 0;
  return Math.max(1, Math.ceil(Math.sqrt(Math.min(value / most, 1)) * 5));
}

/** The ground of a cell, beside the figure that it holds. */
export function groundOf(severity: FigureSeverity, value: number, most: number): string {
  return grounds[severity][heatOf(value, most)] ?? "";
}
