import Link from "next/link";
import { count, plural } from "@/components/ui/number-format";
import { Table, TableFrame, Td, Th } from "@/components/ui/table";
import { ShortTime } from "@/components/ui/time";
import { VisibleText } from "@/components/ui/visible-text";
import { vulnerabilityHref, withQuery } from "@/components/urls";
import type { ConflictList } from "@/lib/decisions/conflicts";

type Conflict = ConflictList["data"][number];

/** Vulnerabilities in packages of which different things are said, each with the decisions that do; the one that counts first. */
export function ConflictsTable({ rows }: { rows: readonly Conflict[] }) {
  return (
    <TableFrame label="Decisions that contradict each other">
      <Table stack>
        <thead>
          <tr>
            <Th>Vulnerability</Th>
            <Th>Package</Th>
            <Th className="text-right">Findings</Th>
            <Th className="text-right">Services</Th>
            <Th>What is said, and what counts</Th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={`${row.vulnerability.id} ${row.package.ecosystem} ${row.package.name}`} className="align-top hover:bg-hover">
              <Td className="font-medium">
                <Link href={vulnerabilityHref(row.vulnerability.id)} prefetch={false} className="link">
                  <VisibleText text={row.vulnerability.id} />
                </Link>
              </Td>
              <Td label="Package" className="max-w-72 truncate">
                <VisibleText text={row.package.name} /> <span className="text-muted">{row.package.ecosystem}</span>
              </Td>
              <Td label="Findings" className="text-right tabular-nums">
                <Link href={withQuery("/findings", { q: `${row.package.name} ${row.vulnerability.id}` })} prefetch={false} className="link">
                  {count(row.findings)}
                </Link>
              </Td>
              <Td label="Services" className="text-right tabular-nums">
                {count(row.services)}
              </Td>
              <Td label="What is said" className="h-auto whitespace-normal">
                <Said decisions={row.decisions} />
              </Td>
            </tr>
          ))}
        </tbody>
      </Table>
    </TableFrame>
  );
}

const shown = 8;
const words = (state: string) => state.replaceAll("_", " ");

function Said({ decisions }: Pick<Conflict, "decisions">) {
  return (
    <ul>
      {decisions.slice(0, shown).map(({ id, state, scope, by, since, counts, findings }) => (
        <li key={id} className="min-h-6">
          <Link href={`/decisions/${id}`} prefetch={false} className="link">
            {words(state)}
          </Link>{" "}
          <span className="text-muted">
            {scope === "everywhere" ? "everywhere" : `for ${scope === "artifact" ? "an artifact" : `a ${scope}`}`}, by <VisibleText text={by} />,{" "}
            <ShortTime at={since} />
            {": "}
            {counts === 0
              ? "counts for none"
              : counts === findings
                ? `counts for ${plural(counts, "finding")}`
                : `counts for ${count(counts)} of ${plural(findings, "finding")}`}
          </span>
        </li>
      ))}
      {decisions.length > shown ? <li className="text-muted">and {count(decisions.length - shown)} more</li> : null}
    </ul>
  );
}
