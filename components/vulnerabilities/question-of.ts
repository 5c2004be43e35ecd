import { parseQuestion } from "@/lib/query";

/** The first id of a vulnerability that a question reads as one, or null: of any other the question would be about a package. */
export function questionOf({ id, aliases }: { id: string; aliases: readonly string[] }): string | null {
  const isAsked = (name: string) => {
    const { terms, diagnostics } = parseQuestion(name);
    const [term] = terms;
    return terms.length === 1 && diagnostics.length === 0 && term?.kind === "advisory" && term.id.toUpperCase() === name.toUpperCase();
  };
  return [id, ...aliases].find(isAsked) ?? null;
}
