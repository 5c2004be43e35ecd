import { TriangleAlert } from "lucide-react";
import { count } from "@/components/ui/number-format";
import { Table, TableFrame, Td, Th } from "@/components/ui/table";
import { RelativeTime } from "@/components/ui/time";
import { VisibleText } from "@/components/ui/visible-text";
import { AffectedPackages } from "@/components/vulnerabilities/affected-packages";
import { VulnerabilityMark } from "@/components/vulnerabilities/severity-mark";
import type { AdvisoryView, Disagreement, Vulnerability } from "@/lib/advisories/vulnerabilities/schemas";
import { visible } from "@/lib/text/visible.mjs";
import { ChangedAt } from "./changed-at";

const abouts = { withdrawn: "Whether it stands", severity: "How bad it is", fix: "Which version fixes it", ranges: "Which versions are affected" } as const;
const sourceNames: Readonly<Record<string, string>> = { osv: "OSV", inspector: "Amazon Inspector" };
const cell = "h-auto whitespace-normal py-2 align-top";

/** What each source says, side by side, and above it what they do not agree on. */
export function Sources({ vulnerability }: { vulnerability: Vulnerability }) {
  const { advisories, advisoriesTotal, disagreements } = vulnerability;
  return (
    <section aria-labelledby="sources" className="mt-8 min-w-0">
      <h2 id="sources" className="mb-2 flex items-baseline justify-between font-semibold text-base">
        Advisories
        <span className="font-normal text-muted text-xs">
          {advisoriesTotal > advisories.length ? `the first ${count(advisories.length)} of ${count(advisoriesTotal)}` : count(advisoriesTotal)}
        </span>
      </h2>
      {disagreements.length > 0 ? <Disagreements disagreements={disagreements} /> : null}
      <TableFrame label="Advisories">
        <Table stack>
          <thead>
            <tr>
              <Th>Advisory</Th>
              <Th>Severity</Th>
              <Th>Affected and fixed</Th>
              <Th>Changed</Th>
              <Th>Record</Th>
            </tr>
          </thead>
          <tbody>
            {advisories.map((advisory) => (
              <AdvisoryRow key={`${advisory.source} ${advisory.key}`} advisory={advisory} />
            ))}
          </tbody>
        </Table>
      </TableFrame>
    </section>
  );
}

function AdvisoryRow({ advisory }: { advisory: AdvisoryView }) {
  const { source, key, kind, severity, severities, affected, affectedTotal, modifiedAt, withdrawnAt, read } = advisory;
  const others = severities.filter(({ vector }) => vector !== null && vector !== severity.vector);
  return (
    <tr className="hover:bg-hover">
      <Td className={`${cell} min-w-44 max-w-60 wrap-anywhere max-md:basis-full`}>
        <span className="font-mono text-[12.5px]">
          <VisibleText text={key} />
        </span>
        <span className="block text-muted text-xs">
          {sourceNames[source] ?? source}
          {withdrawnAt ? (
            <span className="text-unknown">
              , withdrawn <RelativeTime at={withdrawnAt} />
            </span>
          ) : null}
        </span>
      </Td>
      <Td className={`${cell} min-w-52 max-w-72 wrap-anywhere max-md:basis-full`}>
        <VulnerabilityMark kind={kind} severity={severity.word} score={severity.score} />
        {[severity, ...others].map(({ vector }) =>
          vector ? (
            <span key={vector} className="mt-1 block font-mono text-[11px] text-muted">
              <VisibleText text={vector} />
            </span>
          ) : null,
        )}
      </Td>
      <Td className={`${cell} min-w-72 max-md:basis-full`}>
        {read ? (
          <AffectedPackages packages={affected} total={affectedTotal} />
        ) : (
          <span className="text-unknown">The record is too large to be read here: see it as received.</span>
        )}
      </Td>
      <Td label="Changed" className={`${cell} whitespace-nowrap text-muted`}>
        <ChangedAt at={modifiedAt} />
      </Td>
      <Td label="Record" className={cell}>
        <a href={`/api/v1/advisories/${encodeURIComponent(source)}/${encodeURIComponent(key)}`} className="link" title={visible(`${key} as it was received`)}>
          JSON
        </a>
      </Td>
    </tr>
  );
}

function Disagreements({ disagreements }: { disagreements: readonly Disagreement[] }) {
  return (
    <div className="mb-3 flex gap-2.5 rounded-lg border border-unknown/30 bg-unknown-soft px-3 py-2.5">
      <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-unknown" />
      <div className="min-w-0 flex-1">
        <h3 className="font-medium">The sources do not agree</h3>
        <ul aria-label="Disagreements" className="mt-1 flex flex-col gap-1.5">
          {disagreements.slice(0, 12).map(({ about, package: of, says }) => (
            <li key={`${about} ${of?.ecosystem} ${of?.name}`} className="wrap-anywhere">
              <span>{abouts[about]}</span>
              {of ? (
                <span className="text-muted">
                  {" "}
                  (<VisibleText text={`${of.ecosystem} ${of.name}`} />)
                </span>
              ) : null}
              :{" "}
              {says.map(({ key, text }, index) => (
                <span key={key}>
                  {index > 0 ? "; " : ""}
                  <code>
                    <VisibleText text={key} />
                  </code>{" "}
                  {about === "withdrawn" ? "" : "says "}
                  <Said text={text} />
                </span>
              ))}
            </li>
          ))}
        </ul>
        {disagreements.length > 12 ? <p className="mt-1 text-muted">And {count(disagreements.length - 12)} more.</p> : null}
      </div>
    </div>
  );
}

const saidCharsMax = 140;

/** What one source says, cut where it is a long list: all of it is in the table below. */
function Said({ text }: { text: string }) {
  if (text.length <= saidCharsMax) return <VisibleText text={text} />;
  return (
    <span title={visible(text)}>
      <VisibleText text={`${text.slice(0, saidCharsMax).replace(/[;,\s]*\S*$/, "")} …`} />
    </span>
  );
}
