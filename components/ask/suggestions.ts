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
  return `${head}${wordOf(hit)}`;
}

function wordOf(hit: SearchHit): string {
  switch (hit.kind) {
    case "package":
      return questionFor(hit);
    case "service":
      return `service:${hit.slug} `;
    case "vulnerability":
      return hit.id;
  }
}

function lastWord(text: string): string {
  return /\S*$/.exec(text)?.[0] ?? "";
}
