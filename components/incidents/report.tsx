import { CheckedFacts } from "@/components/incidents/checked-facts";
import { IncidentFigures } from "@/components/incidents/figures";
import { IncidentServicesTable } from "@/components/incidents/services-table";
import { UnknownServices } from "@/components/incidents/unknown-services";
import { windowText } from "@/components/incidents/words";
import { Facts } from "@/components/ui/facts";
import { count, plural } from "@/components/ui/number-format";
import { absoluteUtc } from "@/components/ui/time-format";
import { VisibleLines } from "@/components/ui/visible-lines";
import { VisibleText } from "@/components/ui/visible-text";
import type { Incident } from "@/lib/incidents/schemas";
import type { IndicatorListDetail } from "@/lib/indicator-lists/schemas";

type ReportProps = {
  incident: Incident;
  /** The affected services and the unknown ones, as many as one page has. */
  affected: Incident["services"];
  unknown: Incident["services"];
  /** Lines that could not be read, by list. */
  rejected: readonly IndicatorListDetail[];
  /** When it was made, and the address that goes on to show this. */
  madeAt: string;
  address: string;
};

/** Everything that can be said and what it rests on, for paper: who is affected, what was checked, and what is not known. */
export function IncidentReport({ incident, affected, unknown, rejected, madeAt, address }: ReportProps) {
  const lines = rejected.flatMap(({ data }) => data);
  const total = rejected.reduce((sum, { counts }) => sum + counts.rejected, 0);
  return (
    <article className="mx-auto flex max-w-[1100px] flex-col gap-6">
      <div>
        <h1 className="font-semibold text-2xl wrap-anywhere">
          <VisibleText text={incident.title} />
        </h1>
        <Facts
          facts={[
            { label: "Incident", value: `${incident.id}, ${incident.status}${incident.severity ? `, ${incident.severity}` : ""}` },
            { label: "Opened", value: <Moment at={incident.opened.at} by={incident.opened.by} /> },
            { label: "Closed", value: incident.closed ? <Moment at={incident.closed.at} by={incident.closed.by} /> : null },
            { label: "Window", value: windowText(incident.window) ?? "none: asked about now" },
            { label: "List", value: `${plural(incident.indicators, "indicator")}, revision ${incident.revision} of ${absoluteUtc(incident.list.at)}` },
            { label: "Report of", value: absoluteUtc(madeAt) },
            { label: "Address", value: <span className="font-mono text-xs">{address}</span> },
          ]}
        />
      </div>
      <Part title="Verdict">
        <IncidentFigures incident={incident} />
      </Part>
      <Part title="What was checked">
        <CheckedFacts incident={incident} />
        <p className="mt-2 max-w-prose text-muted">
          Clean means that the newest SBOM of every artifact of a service is fresh, was read in full and names nothing of the list. It is no statement about
          what no SBOM lists.
        </p>
      </Part>
      <Part title={plural(affected.meta.rows, "service")}>
        {affected.meta.rows === 0 ? (
          <p>No service is known to be affected{incident.window === null ? " now" : ", now or in the window"}.</p>
        ) : (
          <>
            <IncidentServicesTable services={affected.data} set={null} hasWindow={incident.window !== null} />
            <Cut left={affected.meta.rows - affected.data.length} />
          </>
        )}
      </Part>
      <Part title={plural(unknown.meta.rows, "unknown service")}>
        {unknown.meta.rows === 0 ? (
          <p>Something is known of every service.</p>
        ) : (
          <>
            {incident.window === null ? null : <p className="mb-1 text-muted">Now or in the window; none of them is known to be affected on either side.</p>}
            <UnknownServices services={unknown.data} byReason={incident.unknown.byReason} />
            <Cut left={unknown.meta.rows - unknown.data.length} />
          </>
        )}
      </Part>
      <Part title={`${plural(total, "line")} that could not be read`}>
        {total === 0 ? (
          <p>Every line of the list was read.</p>
        ) : (
          <>
            <p className="mb-1 text-muted">They were not looked for.</p>
            <ul className="font-mono text-[12.5px]">
              {lines.map(({ line, text, message }) => (
                <li key={`${line} ${text}`} className="wrap-anywhere">
                  {line}: <VisibleText text={text} /> <span className="font-sans text-muted">{message}</span>
                </li>
              ))}
            </ul>
            {total > lines.length ? <p className="text-muted">And {count(total - lines.length)} more.</p> : null}
          </>
        )}
      </Part>
      {incident.notes === "" ? null : (
        <Part title="Notes">
          <div className="whitespace-pre-wrap wrap-anywhere">
            <VisibleLines text={incident.notes} />
          </div>
        </Part>
      )}
    </article>
  );
}

function Part({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <section aria-label={title}>
      <h2 className="mb-2 border-line border-b pb-1 font-semibold text-base">{title}</h2>
      {children}
    </section>
  );
}

function Moment({ at, by }: { at: string; by: string }) {
  return (
    <>
      {absoluteUtc(at)} by <VisibleText text={by} />
    </>
  );
}

/** What does not fit on a page of the report. */
function Cut({ left }: { left: number }) {
  return left > 0 ? <p className="mt-1 text-muted">And {plural(left, "more service", "more services")}: the CSV export has all of them.</p> : null;
}
