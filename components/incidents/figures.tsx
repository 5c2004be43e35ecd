import Link from "next/link";
import { statusWords } from "@/components/incidents/words";
import { count, plural } from "@/components/ui/number-format";
import { Segments } from "@/components/ui/segments";
import { incidentHref } from "@/components/urls";
import { coverageText, type Incident, serviceWorkStatuses } from "@/lib/incidents/schemas";

/** The verdict on each side, always all three values, and how far the work is. */
export function IncidentFigures({ incident }: { incident: Incident }) {
  const { numbers } = incident;
  if (numbers === null) return <p className="mt-4 text-muted">It has not been asked yet: the worker does so within a minute.</p>;
  const { now, during, built, running } = numbers;
  return (
    <div className="mt-4 grid grid-cols-1 gap-x-8 gap-y-4 lg:grid-cols-2">
      <Side title="Now" verdict={now}>
        {running
          ? `runs in production in ${plural(running.production, "service")}, elsewhere in ${count(running.elsewhere)}; ${count(running.reported)} have said`
          : null}
      </Side>
      {during ? (
        <Side title="In the window" verdict={during}>
          {built ? `${plural(built.builds, "build")} of ${plural(built.services, "service")} in it list it` : null}
        </Side>
      ) : null}
      <Work incident={incident} />
    </div>
  );
}

type SideProps = { title: string; verdict: { affected: number; unknown: number; clean: number }; children?: React.ReactNode };

function Side({ title, verdict, children }: SideProps) {
  const { affected, unknown, clean } = verdict;
  const coverage = coverageText(verdict);
  return (
    <section aria-label={title} className="min-w-0">
      <h2 className="mb-1 flex items-baseline justify-between gap-3 font-medium">
        {title}
        {children ? <span className="font-normal text-muted text-xs">{children}</span> : null}
      </h2>
      <Segments
        segments={[
          { key: "affected", value: affected, tone: "affected" },
          { key: "unknown", value: unknown, tone: "unknown" },
          { key: "clean", value: clean, tone: "clean" },
        ]}
      />
      <dl className="mt-1.5 flex flex-wrap items-baseline gap-x-6 gap-y-1">
        <Figure value={affected} word="affected" tone="text-affected" />
        <Figure value={unknown} word="unknown" tone="text-unknown" />
        <Figure value={clean} word="clean" tone="" />
      </dl>
      {coverage ? <p className="mt-1 text-muted text-xs">coverage: {coverage}</p> : null}
    </section>
  );
}

function Figure({ value, word, tone }: { value: number; word: string; tone: string }) {
  return (
    <div className="flex items-baseline gap-1.5">
      <dt className="order-2 text-muted">{word}</dt>
      <dd className={`font-semibold text-xl proportional-nums ${value === 0 ? "text-muted" : tone}`}>{count(value)}</dd>
    </div>
  );
}

const tones = { to_do: "affected", in_progress: "neutral", contained: "clean", clear: "clean", not_affected: "clean" } as const;

function Work({ incident: { id, progress, asOf } }: { incident: Incident }) {
  const total = serviceWorkStatuses.reduce((sum, status) => sum + progress[status], 0);
  const done = progress.contained + progress.clear + progress.not_affected;
  return (
    <section aria-label="Progress" className="min-w-0 lg:col-span-2">
      <h2 className="mb-1 flex items-baseline justify-between gap-3 font-medium">
        Progress
        <span className="font-normal text-muted text-xs">{total === 0 ? "no service to work on" : `${count(done)} of ${plural(total, "service")} done`}</span>
      </h2>
      <Segments segments={serviceWorkStatuses.map((status) => ({ key: status, value: progress[status], tone: tones[status] }))} />
      <ul className="mt-1.5 flex flex-wrap gap-x-5 gap-y-1">
        {serviceWorkStatuses.map((status) => (
          <li key={status}>
            <Link href={incidentHref(id, { status, asof: asOf })} scroll={false} className="link inline-flex min-h-6 items-center gap-1.5">
              <span className="font-semibold text-fg">{count(progress[status])}</span> {statusWords[status]}
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
