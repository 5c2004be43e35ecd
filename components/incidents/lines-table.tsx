import { count, plural } from "@/components/ui/number-format";
import { Table, TableFrame, Td, Th } from "@/components/ui/table";
import { VisibleText } from "@/components/ui/visible-text";
import type { IndicatorListDetail } from "@/lib/indicator-lists/schemas";

/** What became of each line of a list. What could not be read is not looked for, so it is said first. */
export function LinesTable({ list, title }: { list: IndicatorListDetail; title: string }) {
  const { counts, data, meta } = list;
  const silent = new Set(["blank", "comment"]);
  const lines = data.filter(({ outcome }) => !silent.has(outcome)).sort((a, b) => Number(b.outcome === "rejected") - Number(a.outcome === "rejected"));
  return (
    <section aria-label={title}>
      <h2 className="mb-1 font-semibold text-base">{title}</h2>
      <p className="mb-2 text-muted">
        {plural(list.lines, "line")}: {count(counts.read)} read, {count(counts.duplicate)} said before,{" "}
        <span className={counts.rejected > 0 ? "font-medium text-unknown" : ""}>{count(counts.rejected)} not readable, and so not looked for</span>.
      </p>
      <TableFrame label={`${title} and what became of them`}>
        <Table stack>
          <thead>
            <tr>
              <Th className="text-right">Line</Th>
              <Th>Text</Th>
              <Th>Outcome</Th>
              <Th>Means</Th>
            </tr>
          </thead>
          <tbody>
            {lines.map((line) => (
              <tr key={`${line.line} ${line.text}`} className="hover:bg-hover">
                <Td label="Line" className="w-16 text-right text-muted">
                  {line.line}
                </Td>
                <Td className="max-w-96 truncate font-mono text-[12.5px] max-md:basis-full">
                  <VisibleText text={line.text} />
                </Td>
                <Td className="whitespace-normal">
                  <span className={line.outcome === "rejected" ? "font-medium text-unknown" : "text-muted"}>
                    {line.outcome === "rejected" ? "not readable" : line.outcome}
                  </span>
                  {line.message ? <span className="text-muted">: {line.message}</span> : null}
                </Td>
                <Td className="max-w-96 whitespace-normal font-mono text-[12.5px] wrap-anywhere">
                  <VisibleText text={line.means.join(", ")} />
                </Td>
              </tr>
            ))}
          </tbody>
        </Table>
      </TableFrame>
      {meta.rows > data.length ? (
        <p className="mt-2 text-muted">
          The first {count(data.length)} of {plural(meta.rows, "line")}.
        </p>
      ) : null}
    </section>
  );
}
