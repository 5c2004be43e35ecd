"use client";
import { Maximize2, X } from "lucide-react";
import Link from "next/link";
import { useEffect, useRef } from "react";
import { FindingDetail } from "@/components/findings/triage/finding-detail";
import type { TriageRow } from "@/components/findings/triage/row";
import { findingKeyOf } from "@/components/findings/triage/target";
import { useDetail } from "@/components/findings/triage/use-detail";
import { Button, buttonStyle } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { findingHref } from "@/components/urls";
import { visible } from "@/lib/text/visible.mjs";

type DetailDrawerProps = {
  row: TriageRow;
  /** Another one: something was done, and it is read again. */
  edition: number;
  /** Give it the focus: it was opened by a person who reads it now, and not by a key that moves through the rows. */
  takesFocus: boolean;
  onUndo: (batchId: string) => void;
  onClose: () => void;
  children: React.ReactNode;
};

/** One finding beside the list; the keys of the list go on working. */
export function DetailDrawer({ row, edition, takesFocus, onUndo, onClose, children }: DetailDrawerProps) {
  const { explanation, activity, problem } = useDetail(findingKeyOf(row), edition);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (takesFocus) heading.current?.focus();
  }, [takesFocus]);
  const title = visible(`${row.package.name} in ${row.service.name}`);
  return (
    <section
      aria-label={`Finding: ${visible(row.vulnerability.id)} in ${title}`}
      data-noprint
      className="fixed top-12 right-0 bottom-0 z-20 flex w-full flex-col border-line border-l bg-panel shadow-pop sm:w-[30rem]"
    >
      <div className="flex items-start gap-2 border-line border-b px-4 py-3">
        <h2 ref={heading} tabIndex={-1} className="wrap-anywhere min-w-0 flex-1 rounded font-semibold text-base">
          {title}
        </h2>
        <Link
          href={findingHref(row)}
          prefetch={false}
          aria-label="Open as a page"
          title="Open as a page"
          className={buttonStyle({ look: "ghost", size: "icon" })}
        >
          <Maximize2 aria-hidden />
        </Link>
        <Button look="ghost" size="icon" aria-label="Close the finding" onClick={onClose}>
          <X aria-hidden />
        </Button>
      </div>
      <div className="min-h-0 flex-1 overflow-y-auto px-4 py-4">
        {problem ? <Notice tone="error" title={problem} className="mb-4" /> : null}
        <FindingDetail row={row} explanation={explanation} activity={activity} onUndo={onUndo} />
      </div>
      <div className="flex flex-wrap gap-2 border-line border-t px-4 py-2.5">{children}</div>
    </section>
  );
}
