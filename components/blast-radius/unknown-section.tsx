import { CircleHelp } from "lucide-react";
import Link from "next/link";
import { Owner } from "@/components/blast-radius/runs";
import { isOfInspector, reasonWords, type UnknownReason } from "@/components/blast-radius/unknown-reasons";
import { exportHref, type View } from "@/components/blast-radius/view";
import { count, percent, plural } from "@/components/ui/number-format";
import { Table, TableFrame, Td, Th } from "@/components/ui/table";
import { RelativeTime } from "@/components/ui/time";
import { VisibleText } from "@/components/ui/visible-text";
import { serviceHref, withQuery } from "@/components/urls";
import type { BlastRadius } from "@/lib/blast-radius/schemas";
import { visible } from "@/lib/text/visible.mjs";

/** Every service that nothing can be said of, why, and what would end that. */
export function UnknownSection({ answer, view }: { answer: BlastRadius; view: View }) {
  const total = answer.verdict.unknown;
  if (total === 0) return null;
  return (
    <section id="unknown" aria-labelledby="unknown-title" className="mt-8 scroll-mt-16">
      <h2 id="unknown-title" className="mb-2 flex items-center gap-2 font-semibold text-base">
        <CircleHelp aria-hidden className="size-4 text-unknown" />
        {plural(total, "unknown service")}
      </h2>
      <ReasonList answer={answer} />
      <TableFrame label="Unknown services">
        <Table stack>
          <thead>
            <tr>
              <Th>Service</Th>
              <Th>Reason</Th>
              <Th>What to do</Th>
              <Th>Last SBOM</Th>
              <Th>Whom to ask</Th>
            </tr>
          </thead>
          <tbody>
            {answer.unknown.map((entry) => (
              <tr key={`${entry.service.slug}:${entry.reason}`} className="hover:bg-hover">
                <Td className="truncate font-medium max-lg:max-w-52 max-md:basis-full lg:w-[26%] lg:max-w-0">
                  <Link prefetch={false} href={serviceHref(entry.service.slug)} className="link" title={visible(entry.service.name)}>
                    <VisibleText text={entry.service.name} />
                  </Link>
                </Td>
                <Td className="text-unknown" title={entry.detail}>
                  {reasonWords[entry.reason].short}
                </Td>
                <Td className="min-w-60 whitespace-normal text-muted max-md:basis-full">
                  {isOfInspector(entry.reason) ? entry.detail : reasonWords[entry.reason].next}{" "}
                  {entry.reason === "no_sbom" || entry.reason === "built_later" || entry.reason === "stale" || entry.reason === "incomplete_sbom" ? (
                    <Link href={withQuery("/upload", { service: entry.service.name })} className="link-inline">
                      Upload
                    </Link>
                  ) : null}
                  {isOfInspector(entry.reason) ? (
                    <Link prefetch={false} href={`${serviceHref(entry.service.slug)}/inspector`} className="link-inline">
                      Both sides
                    </Link>
                  ) : null}
                </Td>
                <Td label="Last SBOM" className="text-muted">
                  {entry.lastBuiltAt ? <RelativeTime at={entry.lastBuiltAt} /> : "never"}
                </Td>
                <Td label="Whom to ask" className="max-w-56 truncate">
                  <Owner team={entry.team} />
                </Td>
              </tr>
            ))}
          </tbody>
        </Table>
      </TableFrame>
      {total > answer.unknown.length ? (
        <p className="mt-2 text-muted">
          The first {count(answer.unknown.length)} of {count(total)}. All of them are in the{" "}
          <a href={exportHref(view, "csv", answer.meta.asOf)} download className="link-inline">
            CSV
          </a>
          .
        </p>
      ) : null}
    </section>
  );
}

/** What is not known, how often, and the next step for each reason: the coverage ends at these. */
function ReasonList({ answer }: { answer: BlastRadius }) {
  const { affected, clean, unknown } = answer.verdict;
  const reasons = (Object.entries(answer.unknownByReason) as [UnknownReason, number][]).filter(([, services]) => services > 0).sort((a, b) => b[1] - a[1]);
  return (
    <div className="mb-3">
      <p className="text-muted">
        {count(affected + clean)} of {plural(affected + clean + unknown, "service")} could be judged ({percent(affected + clean, affected + clean + unknown)}).
        What would judge the others:
      </p>
      <ul className="mt-1 flex flex-col gap-0.5">
        {reasons.map(([reason, services]) => (
          <li key={reason}>
            <b className="font-semibold text-unknown">
              {count(services)} {reasonWords[reason].short}
            </b>
            <span className="text-muted">: {reasonWords[reason].next}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
