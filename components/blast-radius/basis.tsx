import { plural } from "@/components/ui/number-format";
import { RelativeTime } from "@/components/ui/time";
import { absoluteUtc } from "@/components/ui/time-format";
import { VisibleText } from "@/components/ui/visible-text";
import type { BlastRadius } from "@/lib/blast-radius/schemas";

/** What the answer rests on. */
export function Basis({ answer, asOf }: { answer: BlastRadius; asOf: string | undefined }) {
  const { affected, clean, unknown } = answer.verdict;
  return (
    <p className="mt-1.5 flex flex-wrap gap-x-4 text-muted">
      <span>checked {plural(affected + clean + unknown, "service")}</span>
      {answer.meta.newestSbomAt ? (
        <span>
          newest SBOM <RelativeTime at={answer.meta.newestSbomAt} />
        </span>
      ) : null}
      {answer.meta.advisories ? (
        <span>
          {answer.meta.advisories.oldestSyncAt ? (
            <>
              advisories synced <RelativeTime at={answer.meta.advisories.oldestSyncAt} />
              {asOf ? ", judged by what they say today" : ""}
            </>
          ) : (
            "advisories never synced"
          )}
        </span>
      ) : null}
      <span>older than {answer.meta.freshnessDays} days is unknown</span>
      <span>{asOf ? `as of ${absoluteUtc(asOf)}` : "as of now"}</span>
    </p>
  );
}

/** What the question was read with, and where it was doubtful. */
export function Diagnostics({ answer }: { answer: BlastRadius }) {
  const { text, diagnostics } = answer.question;
  if (diagnostics.length === 0) return null;
  return (
    <ul aria-label="How the question was read" className="mt-2 flex flex-col gap-1 text-unknown">
      {diagnostics.map(({ message, start, end }) => (
        <li key={`${start}:${message}`}>
          {end > start ? (
            <code className="rounded bg-unknown-soft px-1">
              <VisibleText text={text.slice(start, end)} />
            </code>
          ) : null}{" "}
          <VisibleText text={message} />
        </li>
      ))}
    </ul>
  );
}
