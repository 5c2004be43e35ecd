import { count, percent, plural } from "@/components/ui/number-format";
import { Segments } from "@/components/ui/segments";
import { Table, Td, Th } from "@/components/ui/table";
import { VisibleText } from "@/components/ui/visible-text";

export type AccountingFigures = {
  total: number;
  taken: number;
  merged: number;
  skipped: readonly { reason: string; count: number }[];
  files: number;
  services: number;
  withoutPurl: number;
  withoutVersion: number;
};

const reasons: Record<string, string> = {
  file: "is a file, not a package",
  no_name: "has no name",
  not_an_object: "is not an object",
  name_too_long: "has a name that is too long",
  version_too_long: "has a version that is too long",
  root: "is the artifact itself",
};

/** What was done with every component of the document: the lines add up to all of them. */
export function Accounting({ figures }: { figures: AccountingFigures }) {
  const { total, taken, merged, skipped } = figures;
  const skippedTotal = skipped.reduce((sum, entry) => sum + entry.count, 0);
  const lines = [
    { key: "taken", label: "Taken", note: "", value: taken },
    { key: "merged", label: "Merged", note: "same package version as one already taken", value: merged },
    ...skipped.map((entry) => ({ key: entry.reason, label: "Skipped", note: reasons[entry.reason] ?? entry.reason, value: entry.count })),
  ];
  return (
    <div>
      <Segments
        className="mb-3"
        segments={[
          { key: "taken", value: taken, tone: "clean" },
          { key: "merged", value: merged, tone: "neutral" },
          { key: "skipped", value: skippedTotal, tone: "unknown" },
        ]}
      />
      <Table>
        <caption className="sr-only">Every component of the document</caption>
        <thead className="sr-only">
          <tr>
            <Th>What was done</Th>
            <Th>Components</Th>
            <Th>Share</Th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr key={line.key}>
              <Td className="whitespace-normal pl-0">
                {line.label}{" "}
                <span className="text-muted">
                  <VisibleText text={line.note} />
                </span>
              </Td>
              <Td className="text-right">{count(line.value)}</Td>
              <Td className="w-20 pr-0 text-right text-muted">{percent(line.value, total)}</Td>
            </tr>
          ))}
          <tr className="font-medium">
            <Td className="border-b-0 pl-0">Components in the document</Td>
            <Td className="border-b-0 text-right">{count(total)}</Td>
            <Td className="border-b-0 pr-0 text-right">{total === 0 ? "" : "100 %"}</Td>
          </tr>
        </tbody>
      </Table>
      {figures.files + figures.services + figures.withoutPurl + figures.withoutVersion > 0 ? (
        <p className="mt-1 text-muted text-xs">
          {[
            figures.withoutPurl > 0 ? `${count(figures.withoutPurl)} without a purl` : "",
            figures.withoutVersion > 0 ? `${count(figures.withoutVersion)} without a version` : "",
            figures.files > 0 ? `${count(figures.files)} file entries beside them` : "",
            figures.services > 0 ? `${plural(figures.services, "service")} beside them` : "",
          ]
            .filter(Boolean)
            .join(", ")}
        </p>
      ) : null}
    </div>
  );
}
