import { count, plural } from "@/components/ui/number-format";
import { VisibleText } from "@/components/ui/visible-text";
import type { VexReport } from "@/lib/decisions/vex/schemas";

const shown = 50;

/** Products of a document that are no artifact here: what is said of them waits until one comes. */
export function VexProducts({ report: { unknownProducts, products } }: { report: VexReport }) {
  if (unknownProducts === 0) return null;
  return (
    <details>
      <summary className="min-h-6 cursor-pointer text-muted leading-6">
        {plural(unknownProducts, "product")} that {unknownProducts === 1 ? "is" : "are"} no artifact here: what is said of{" "}
        {unknownProducts === 1 ? "it" : "them"} waits until one comes
      </summary>
      <ul className="my-1.5 columns-1 gap-6 sm:columns-2">
        {products.slice(0, shown).map(({ product, statements }) => (
          <li key={product} className="break-inside-avoid wrap-anywhere">
            <code className="text-[12.5px]">
              <VisibleText text={product} />
            </code>{" "}
            <span className="text-muted">{plural(statements, "statement")}</span>
          </li>
        ))}
      </ul>
      <Rest all={unknownProducts} />
    </details>
  );
}

/** What could not be read, and what was read with reservations, each with its place. */
export function VexFaults({ report: { faultCount, faults } }: { report: VexReport }) {
  if (faultCount === 0) return null;
  const leftOut = faults.filter(({ outcome }) => outcome === "left_out").length;
  return (
    <details open={faultCount <= 5}>
      <summary className="min-h-6 cursor-pointer text-muted leading-6">
        {plural(faultCount, "fault")}
        {leftOut > 0 ? `, ${count(leftOut)} of what is listed not imported` : ", all imported nonetheless"}
      </summary>
      <ul className="my-1.5">
        {faults.slice(0, shown).map(({ code, pointer, detail, outcome }) => (
          <li key={`${code} ${pointer} ${detail}`} className="wrap-anywhere">
            <span className={outcome === "left_out" ? "text-affected" : "text-unknown"}>{outcome === "left_out" ? "Left out" : "Noted"}</span>{" "}
            <code className="text-[12.5px]">
              <VisibleText text={pointer || "/"} />
            </code>{" "}
            <VisibleText text={detail} /> <span className="text-muted">{code}</span>
          </li>
        ))}
      </ul>
      <Rest all={faultCount} />
    </details>
  );
}

function Rest({ all }: { all: number }) {
  return all > shown ? <p className="text-muted">and {count(all - shown)} more</p> : null;
}
