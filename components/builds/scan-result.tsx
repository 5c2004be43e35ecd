import { count, plural } from "@/components/ui/number-format";
import { Segments } from "@/components/ui/segments";
import { Table, Td, Th } from "@/components/ui/table";
import { VisibleText } from "@/components/ui/visible-text";
import { SeverityChip } from "@/components/vulnerabilities/severity-mark";
import type { Scan } from "@/lib/aws/scan/schemas";

type Summary = NonNullable<Scan["summary"]>;

const rated = ["critical", "high", "medium", "low"] as const;
const unrated = ["informational", "untriaged"] as const;

const outcomes = [
  { outcome: "vulnerable", label: "Vulnerable", note: "" },
  { outcome: "clean", label: "Nothing found", note: "" },
  { outcome: "skipped", label: "Not judged", note: "Inspector skipped it, which is not clean" },
  { outcome: "unstated", label: "Not judged", note: "Inspector says nothing of it" },
  { outcome: "duplicate", label: "Duplicate", note: "judged as the package that holds it" },
  { outcome: "dockerfile", label: "Dockerfile", note: "no package" },
] as const;

/** What a scan found, and what it did not judge. */
export function ScanResult({ summary }: { summary: Summary }) {
  const { components, vulnerabilities, ended, dockerfileFindings, strangers } = summary;
  const of = (outcome: keyof typeof components) => components[outcome] ?? 0;
  return (
    <>
      <Found vulnerabilities={vulnerabilities} />
      <Segments
        className="mt-3 mb-3"
        segments={[
          { key: "vulnerable", value: of("vulnerable"), tone: "affected" },
          { key: "unknown", value: of("skipped") + of("unstated"), tone: "unknown" },
          { key: "clean", value: of("clean"), tone: "clean" },
          { key: "other", value: of("duplicate") + of("dockerfile"), tone: "neutral" },
        ]}
      />
      <Table>
        <caption className="sr-only">What became of the components</caption>
        <thead className="sr-only">
          <tr>
            <Th>Outcome</Th>
            <Th>Components</Th>
          </tr>
        </thead>
        <tbody>
          {outcomes
            .filter(({ outcome }) => of(outcome) > 0)
            .map(({ outcome, label, note }) => (
              <tr key={outcome}>
                <Td className="whitespace-normal pl-0">
                  {label} <span className="text-muted">{note}</span>
                </Td>
                <Td className="pr-0 text-right">{count(of(outcome))}</Td>
              </tr>
            ))}
        </tbody>
      </Table>
      <Skipped summary={summary} />
      {ended.map(({ name, version, endOfLife }) => (
        <p key={`${name} ${version}`} className="mt-2 text-unknown">
          <VisibleText text={`${name} ${version ?? ""}`} />: support ends or ended on {endOfLife.slice(0, 10)}.
        </p>
      ))}
      {dockerfileFindings > 0 ? <p className="mt-2 text-muted text-xs">{plural(dockerfileFindings, "finding")} of Dockerfiles beside them.</p> : null}
      {strangers > 0 ? <p className="mt-2 text-muted text-xs">{plural(strangers, "component")} in the answer are none of those that were sent.</p> : null}
    </>
  );
}

function Found({ vulnerabilities }: { vulnerabilities: Summary["vulnerabilities"] }) {
  const total = Object.values(vulnerabilities).reduce((sum, each) => sum + each, 0);
  if (total === 0) return <p>No vulnerability was found in what could be judged.</p>;
  return (
    <ul aria-label="Vulnerabilities found" className="flex flex-wrap items-center gap-x-4 gap-y-1">
      {rated
        .filter((word) => vulnerabilities[word])
        .map((word) => (
          <li key={word} className="inline-flex min-h-6 items-center gap-1.5">
            <b className="font-semibold">{count(vulnerabilities[word] ?? 0)}</b> <SeverityChip word={word} />
          </li>
        ))}
      {unrated
        .filter((word) => vulnerabilities[word])
        .map((word) => (
          <li key={word} className="inline-flex min-h-6 items-center gap-1.5">
            <b className="font-semibold">{count(vulnerabilities[word] ?? 0)}</b> <span className="text-muted">{word}</span>
          </li>
        ))}
    </ul>
  );
}

function Skipped({ summary: { components, skipped, skippedReasons } }: { summary: Summary }) {
  const total = components.skipped ?? 0;
  if (total === 0) return null;
  return (
    <details className="mt-2">
      <summary className="link inline-block min-h-6 leading-6">What was skipped</summary>
      <ul className="mt-1 text-muted">
        {Object.entries(skippedReasons).map(([reason, times]) => (
          <li key={reason}>
            {count(times)}: <VisibleText text={reason} />
          </li>
        ))}
      </ul>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <section aria-label="Skipped components" tabIndex={0} className="mt-1.5 max-h-72 overflow-y-auto -outline-offset-2">
        <ul>
          {skipped.map(({ name, version, purl }, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: several files may hold the same package
            <li key={index} className="wrap-anywhere">
              <VisibleText text={name || purl || "(no name)"} /> <code className="text-muted">{version ? <VisibleText text={version} /> : null}</code>
            </li>
          ))}
        </ul>
      </section>
      {total > skipped.length ? <p className="mt-1.5 text-muted text-xs">Another {count(total - skipped.length)} are in the CycloneDX file.</p> : null}
    </details>
  );
}
