import type { SearchHit } from "@/components/shell/search-hit";
import { questionFor } from "@/components/urls";

/** The word being typed at the end, when it can still become a package's or a service's name; else "". */
export function suggestionsFor(text: string): string {
  const word = lastWord(text);
  if (word.startsWith("service:")) return word.slice("service:".length);
  return word.length < 2 || /[:<>=!*]|.@/.test(word) ? "" : word;
}

/** The text with its last word replaced by what was chosen. */
export function withSuggestion(text: string, hit: SearchHit): string {
  const head = text.slice(0, text.length - lastWord(text).length);
  return hit.kind === "package" ? `${head}${questionFor(hit)}` : `${head}service:${hit.slug} `;
}

function lastWord(text: string): string {
  return /\S*$/.exec(text)?.[0] ?? "";
}
