import type { IndicatorListDetail } from "@/lib/indicator-lists/schemas";

type Line = IndicatorListDetail["data"][number];

/** What became of a line, in a word. */
export const outcomeWords: Record<Line["outcome"], string> = {
  read: "read",
  rejected: "could not be read",
  comment: "a remark",
  blank: "blank",
  header: "a heading",
  duplicate: "said before",
};

/** The choices of the filter, the ones to look at first. */
export function filtersOf(counts: IndicatorListDetail["counts"]): { value: string | null; label: string; lines: number }[] {
  const all = counts.read + counts.rejected + counts.comment + counts.blank + counts.header + counts.duplicate;
  const choices = [
    { value: "rejected", label: "Could not be read", lines: counts.rejected },
    { value: "noted", label: "Read with a note", lines: counts.noted },
    { value: "read", label: "Read", lines: counts.read },
    { value: "duplicate", label: "Said before", lines: counts.duplicate },
    { value: "comment", label: "Remarks", lines: counts.comment },
    { value: "header", label: "Headings", lines: counts.header },
    { value: "blank", label: "Blank", lines: counts.blank },
  ];
  return [{ value: null, label: "All", lines: all }, ...choices.filter(({ value, lines }) => lines > 0 || value === "rejected")];
}
