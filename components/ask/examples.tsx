import Link from "next/link";
import { blastRadiusHref } from "@/components/urls";

const examples = [
  { question: "log4j-core@<2.17.1", says: "a range, in the ecosystem's own syntax" },
  { question: "CVE-2021-44228", says: "an advisory by any of its ids" },
  { question: "npm:lodash@4.17.20", says: "one version in one ecosystem" },
  { question: "pkg:npm/%40babel/core", says: "a purl" },
  { question: "@babel/*", says: "everything of a scope" },
  { question: "openssl direct:true", says: "only direct dependencies" },
] as const;

/** The grammar by example; each is a real question. */
export function Examples() {
  return (
    <section aria-labelledby="examples">
      <h2 id="examples" className="mb-1 flex h-8 items-center font-semibold">
        Ask like this
      </h2>
      <ul className="panel divide-y divide-line overflow-hidden">
        {examples.map(({ question, says }) => (
          <li key={question}>
            <Link href={blastRadiusHref(question)} className="flex min-h-9 flex-wrap items-center gap-x-4 px-3 py-1.5 -outline-offset-2 hover:bg-hover">
              <code className="text-link">{question}</code>
              <span className="ml-auto text-muted text-xs">{says}</span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
