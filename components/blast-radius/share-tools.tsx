"use client";
import { toMarkdown } from "@/components/blast-radius/markdown";
import { exportHref, type View, viewHref } from "@/components/blast-radius/view";
import { buttonStyle } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import type { AffectedRow, BlastRadius } from "@/lib/blast-radius/schemas";

type ShareToolsProps = { answer: BlastRadius; view: View; rows: readonly AffectedRow[]; marked: number };

/** Everything that takes the answer elsewhere; the links carry the moment, so they keep saying what was seen. */
export function ShareTools({ answer, view, rows, marked }: ShareToolsProps) {
  const then = { ...view, asof: view.asof ?? answer.meta.asOf };
  const address = () => new URL(viewHref(then), window.location.href).href;
  return (
    <div className="flex flex-wrap gap-2 sm:ml-auto">
      <CopyButton text={() => toMarkdown(answer, rows, address())} label={marked > 0 ? `Copy ${marked} for chat` : "Copy for chat"} data-copy-chat />
      {(["csv", "json"] as const).map((format) => (
        <a key={format} href={exportHref(view, format, answer.meta.asOf)} download className={buttonStyle()}>
          {format.toUpperCase()}
        </a>
      ))}
      <CopyButton text={address} label="Link as of now" />
    </div>
  );
}
