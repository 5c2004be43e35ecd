import { ecosystemLabel } from "@/lib/purl";
import type { Question, Term } from "./question";

const termsShown = 3;

/** The question in words for the verdict sentence: `log4j-core < 2.17.1`, `axios 1.14.1 or 0.30.4`, `packages of @scope`. */
export function labelOf({ terms }: Pick<Question, "terms">): string {
  const labels = terms.slice(0, termsShown).map(labelOfTerm);
  const rest = terms.length - labels.length;
  if (rest > 0) return `${labels.join(", ")} or ${rest} more`;
  const last = labels.pop();
  return labels.length === 0 ? (last ?? "nothing") : `${labels.join(", ")} or ${last}`;
}

function labelOfTerm(term: Term): string {
  switch (term.kind) {
    case "hash":
      return `sha256:${term.hex.slice(0, 12)}…`;
    case "advisory":
      return `packages affected by ${term.id}`;
    case "prefix": {
      const group = /^(.+)[/:]$/.exec(term.prefix)?.[1];
      return group === undefined ? `packages named ${term.prefix}*` : `packages of ${group}`;
    }
    case "package": {
      const where = term.ecosystem === null || term.namespace !== null || /[/:]/.test(term.name) ? "" : ` (${ecosystemLabel(term.ecosystem)})`;
      return `${term.name}${versionWords(term.version)}${where}`;
    }
  }
}

function versionWords(version: Extract<Term, { kind: "package" }>["version"]): string {
  if (version.kind === "any") return "";
  if (version.kind === "exact") return ` ${version.text}`;
  const words = version.text
    .replace(/\s*\|\|\s*/g, " or ")
    .replace(/(<=|>=|<<|>>|!=|~=|~>|={1,3}|<|>)(?=[^\s=])/g, "$1 ")
    .replace(/,(?=\S)/g, /^[[(]/.test(version.text) ? "," : ", ");
  return ` ${words}`;
}
