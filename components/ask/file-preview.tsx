"use client";
import { FileText } from "lucide-react";
import { useEffect, useState } from "react";
import { VisibleText } from "@/components/ui/visible-text";

const previewBytesMax = 16_384;

/** The beginning of a file that is sent as it is. */
export function FilePreview({ file }: { file: File }) {
  const [text, setText] = useState<string | null>(null);
  useEffect(() => {
    let isGone = false;
    file
      .slice(0, previewBytesMax)
      .text()
      .then((start) => isGone || setText(start.includes("\0") ? null : start))
      .catch(() => setText(null));
    return () => {
      isGone = true;
    };
  }, [file]);
  return (
    <>
      <p className="flex items-center gap-2 px-4 pt-3 font-medium">
        <FileText aria-hidden className="size-4 shrink-0 text-muted" />
        <span className="truncate">
          <VisibleText text={file.name} />
        </span>
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <section tabIndex={0} aria-label="Beginning of the file" className="h-44 overflow-auto px-4 py-2 -outline-offset-2">
        {text === null ? null : (
          <pre className="text-muted text-xs leading-5">
            <VisibleText text={text} />
          </pre>
        )}
      </section>
    </>
  );
}
