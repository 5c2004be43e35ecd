import { parseQuestion } from "./parse-question";
import type { Question, QuestionFacets, Term } from "./question";
import { formatWindow } from "./read-moment";
import { quote } from "./scan-tokens";

/**
 * The canonical text of a question: the terms, then the facets. Reading it gives the same terms and facets again. Tokens that could
 * not be read are not part of a question and so not of its text.
 */
export function formatQuestion({ terms, facets }: Pick<Question, "terms" | "facets">): string {
  return [...terms.map(formatTerm), ...formatFacets(facets)].join(" ");
}

function formatTerm(term: Term): string {
  if (term.kind === "hash") return `sha256:${term.hex}`;
  if (term.kind === "advisory") return term.id;
  if (term.kind === "prefix") {
    const word = term.ecosystem === null || (term.ecosystem === "npm" && term.prefix.startsWith("@")) ? "" : `${term.ecosystem}:`;
    // A sign at its beginning would go on with what stands before it.
    const plain = /^[<>=~^!]/.test(term.prefix) ? [] : [`${word}${term.prefix}*`];
    return firstThatReadsAs(term, [...plain, `${word}${quote(term.prefix)}*`]);
  }
  const { ecosystem, namespace, version } = term;
  const word = namespace ?? ecosystem;
  const prefix = word === null ? "" : `${word}:`;
  const name = namespace === null ? term.name : term.name.slice(namespace.length + 1);
  if (version.kind === "any") return firstThatReadsAs(term, [`${prefix}${name}`, `${prefix}${quote(name)}`]);
  // A sign at its end would go on with what stands behind it.
  const plain = version.kind === "exact" && /[|<>=~^!-]$/.test(version.text) ? [] : [version.text];
  const versions = version.kind === "exact" ? [...plain, quote(version.text)] : plain;
  const names = [name, quote(name)];
  return firstThatReadsAs(
    term,
    versions.flatMap((text) => names.map((each) => `${prefix}${each}@${text}`)),
  );
}

/** The first text that reads as the term, so that quotes appear only where the grammar needs them. */
function firstThatReadsAs(term: Term, candidates: readonly string[]): string {
  const want = signature(term);
  const fits = (text: string) => {
    const { terms, facets } = parseQuestion(text);
    return terms.length === 1 && terms[0] !== undefined && Object.keys(facets).length === 0 && signature(terms[0]) === want;
  };
  return candidates.find(fits) ?? candidates.at(-1) ?? "";
}

const signature = (term: Term): string => JSON.stringify({ ...term, start: 0, end: 0 });

function formatFacets(facets: QuestionFacets): string[] {
  const words: string[] = [];
  for (const name of ["team", "service", "kind", "ref", "scope", "severity", "tier", "env", "assignee", "due", "decision"] as const) {
    for (const each of facets[name] ?? []) {
      const value = String(each);
      words.push(`${name}:${/^[\w./@+-]+$/.test(value) ? value : quote(value)}`);
    }
  }
  if (facets.kev !== undefined) words.push(`kev:${facets.kev}`);
  if (facets.since !== undefined) words.push(`since:${facets.since}`);
  if (facets.direct !== undefined) words.push(`direct:${facets.direct}`);
  if (facets.asof !== undefined) words.push(`asof:${facets.asof}`);
  if (facets.during !== undefined) words.push(`during:${formatWindow(facets.during)}`);
  return words;
}
