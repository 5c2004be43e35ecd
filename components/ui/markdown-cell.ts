import { visible } from "@/lib/text/visible.mjs";

/** Text of a cell that cannot break out of a Markdown table, become markup or hide anything. */
export function markdownCell(text: string): string {
  return visible(text.replace(/\s+/g, " ")).replace(/[\\|`*_<>[\]]/g, "\\$&");
}
