import { reasonWords, type UnknownReason } from "@/components/blast-radius/unknown-reasons";
import { count, percent, plural } from "@/components/ui/number-format";
import { Segments } from "@/components/ui/segments";
import type { BlastRadius } from "@/lib/blast-radius/schemas";

type VerdictFiguresProps = {
  answer: Pick<BlastRadius, "verdict" | "unknownByReason">;
  /** Services that are left out, because nothing of them is shipped any more. */
  retired: number;
  /** Where the unknown services are listed; null: nowhere. */
  unknownHref?: string | null;
};

/** The three values, always all three, as a bar and as figures. */
export function VerdictFigures({ answer, retired, unknownHref = "#unknown" }: VerdictFiguresProps) {
  const { affected, unknown, clean } = answer.verdict;
  const reasons = (Object.entries(answer.unknownByReason) as [UnknownReason, number][])
    .filter(([, services]) => services > 0)
    .sort((a, b) => b[1] - a[1])
    .map(([reason, services]) => `${count(services)} ${reasonWords[reason].short}`);
  return (
    <div className="mt-5">
      <Segments
        segments={[
          { key: "affected", value: affected, tone: "affected" },
          { key: "unknown", value: unknown, tone: "unknown" },
          { key: "clean", value: clean, tone: "clean" },
        ]}
      />
      <dl className="mt-2 flex flex-wrap items-baseline gap-x-7 gap-y-1">
        <Figure value={affected} word="affected" className="text-affected" />
        <Figure value={unknown} word="unknown" className="text-unknown">
          {reasons.length === 0 ? null : unknownHref === null ? (
            reasons.join(", ")
          ) : (
            <a href={unknownHref} className="link-inline text-muted decoration-muted/40">
              {reasons.join(", ")}
            </a>
          )}
        </Figure>
        <Figure value={clean} word="clean" />
        <Coverage judged={affected + clean} all={affected + clean + unknown} />
      </dl>
      {retired > 0 ? (
        <p className="mt-1 text-muted">
          {plural(retired, "service")} of which nothing is shipped any more {retired === 1 ? "is" : "are"} not counted.
        </p>
      ) : null}
    </div>
  );
}

type FigureProps = { value: number; word: string; className?: string; children?: React.ReactNode };

function Figure({ value, word, className = "", children }: FigureProps) {
  return (
    <div className="flex items-baseline gap-1.5">
      <dt className="order-2 text-muted">
        {word}
        {children ? ": " : null}
        {children}
      </dt>
      <dd className={`font-semibold text-xl proportional-nums tracking-[-0.01em] ${value === 0 ? "text-muted" : className}`}>{count(value)}</dd>
    </div>
  );
}

/** How much of the fleet the answer speaks of: the unknown services are not in it. */
function Coverage({ judged, all }: { judged: number; all: number }) {
  return (
    <div className="flex items-baseline gap-1.5 sm:ml-auto">
      <dt className="order-2 text-muted">
        coverage: {count(judged)} of {plural(all, "service")} judged
      </dt>
      <dd className="font-semibold text-xl proportional-nums tracking-[-0.01em]">{percent(judged, all)}</dd>
    </div>
  );
}
