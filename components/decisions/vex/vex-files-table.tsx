import Link from "next/link";
import { count } from "@/components/ui/number-format";
import { Table, TableFrame, Td, Th } from "@/components/ui/table";
import { VisibleText } from "@/components/ui/visible-text";
import type { VexFile } from "./use-vex-files";
import { VexFaults, VexProducts } from "./vex-report";

const numeric = "text-right tabular-nums";
const columns = ["Statements", "New decisions", "Wait for approval", "Findings", "Said already", "Unknown products", "Faults"] as const;

/** Each chosen document with what importing it would do, or did. */
export function VexFilesTable({ files }: { files: readonly VexFile[] }) {
  return (
    <TableFrame label="Chosen documents">
      <Table stack>
        <thead>
          <tr>
            <Th>Document</Th>
            <Th>Result</Th>
            {columns.map((name) => (
              <Th key={name} className="text-right">
                {name}
              </Th>
            ))}
          </tr>
        </thead>
        {files.map((row, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two files may have the same name, and none ever moves
          <tbody key={i}>
            <FileRow row={row} />
          </tbody>
        ))}
      </Table>
    </TableFrame>
  );
}

function FileRow({ row }: { row: VexFile }) {
  const { file, answer } = row;
  const report = answer?.kind === "answered" ? answer.answer.report : null;
  const values = report && [
    report.statements,
    report.decisions,
    report.needApproval,
    report.findings,
    report.saidAlready,
    report.unknownProducts,
    report.faultCount,
  ];
  return (
    <>
      <tr className="hover:bg-hover">
        <Td className="max-w-72 truncate font-medium">
          <VisibleText text={file.name} />
        </Td>
        <Td label="Result" className="max-w-80 truncate">
          <Result row={row} />
        </Td>
        {columns.map((name, i) => (
          <Td key={name} label={name} className={numeric}>
            {values ? count(values[i] ?? 0) : ""}
          </Td>
        ))}
      </tr>
      {answer?.kind === "refused" || (report && (report.faultCount > 0 || report.unknownProducts > 0)) ? (
        <tr>
          <Td colSpan={columns.length + 2} className="h-auto whitespace-normal py-2">
            {answer?.kind === "refused" ? <Refusal answer={answer} /> : null}
            {report ? <VexProducts report={report} /> : null}
            {report ? <VexFaults report={report} /> : null}
          </Td>
        </tr>
      ) : null}
    </>
  );
}

const results = { imported: "Imported", unchanged: "Is here already, unchanged", older: "A newer version is here", preview: "Can be imported" } as const;

function Result({ row: { state, answer } }: { row: VexFile }) {
  if (answer?.kind === "refused") return <span className="text-affected">Cannot be imported</span>;
  if (answer?.kind !== "answered") return <span className="text-muted">{state === "sending" ? "Reading" : "Waiting"}</span>;
  const { outcome, document, format } = answer.answer;
  const text = results[outcome];
  return (
    <>
      {document ? (
        <Link href={`/decisions/documents/${document.id}`} className="link">
          {text}
        </Link>
      ) : (
        text
      )}{" "}
      <span className="text-muted">{format}</span>
    </>
  );
}

function Refusal({ answer }: { answer: Extract<NonNullable<VexFile["answer"]>, { kind: "refused" }> }) {
  return (
    <div className="wrap-anywhere">
      <p>
        <VisibleText text={answer.detail} />
      </p>
      <ul className="text-muted">
        {answer.places.slice(0, 20).map(({ pointer, detail }) => (
          <li key={`${pointer} ${detail}`}>
            <code>
              <VisibleText text={pointer} />
            </code>{" "}
            <VisibleText text={detail} />
          </li>
        ))}
      </ul>
      {answer.requestId ? (
        <p className="text-muted">
          Request <code>{answer.requestId}</code>
        </p>
      ) : null}
    </div>
  );
}
