import { TriangleAlert } from "lucide-react";
import { count } from "@/components/ui/number-format";
import { VisibleText } from "@/components/ui/visible-text";

export type WarningLine = { code: string; message: string; count: number; pointers: readonly string[] };

/** What the reader had to put right or leave, each with the places in the document. */
export function Warnings({ warnings }: { warnings: readonly WarningLine[] }) {
  if (warnings.length === 0) return <p className="text-muted">No warnings: nothing in the document had to be put right.</p>;
  return (
    <ul className="flex flex-col gap-3">
      {warnings.map((warning) => (
        <li key={warning.code} className="flex gap-2.5">
          <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-unknown" />
          <div className="min-w-0 wrap-anywhere">
            <p>
              <VisibleText text={warning.message} />{" "}
              <span className="text-muted">
                {warning.count === 1 ? "once" : `${count(warning.count)} times`}, <code>{warning.code}</code>
              </span>
            </p>
            {warning.pointers.length > 0 ? (
              <p className="mt-0.5 flex flex-wrap gap-x-3 text-muted">
                {warning.pointers.map((pointer) => (
                  <code key={pointer}>
                    <VisibleText text={pointer || "(whole document)"} />
                  </code>
                ))}
                {warning.count > warning.pointers.length ? <span>and {count(warning.count - warning.pointers.length)} more</span> : null}
              </p>
            ) : null}
          </div>
        </li>
      ))}
    </ul>
  );
}
