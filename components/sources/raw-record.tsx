"use client";
import { useEffect, useState } from "react";
import { buttonStyle } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Notice } from "@/components/ui/notice";
import { VisibleText } from "@/components/ui/visible-text";
import { withQuery } from "@/components/urls";
import type { Quarantined } from "@/lib/advisories/sources/schemas";
import { visible } from "@/lib/text/visible.mjs";

const charactersMax = 20_000;

type RawRecordProps = { sourceId: number; record: Quarantined; onClose: () => void };

/** A record as it came, as text; all of it can be saved. */
export function RawRecord({ sourceId, record, onClose }: RawRecordProps) {
  const href = withQuery(`/api/v1/sources/${sourceId}/quarantine/raw`, { key: record.key });
  const [text, setText] = useState<string | null>(null);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    const abort = new AbortController();
    fetch(href, { signal: abort.signal })
      .then((response) => (response.ok ? response.text() : Promise.reject(new Error(String(response.status)))))
      .then(setText)
      .catch(() => {
        if (!abort.signal.aborted) setFailed(true);
      });
    return () => abort.abort();
  }, [href]);
  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={visible(record.key.slice(0, 120))}
      description={<VisibleText text={record.detail.slice(0, 400)} />}
      className="w-[min(56rem,94vw)]"
    >
      {failed ? (
        <Notice tone="error" title="It could not be read">
          It may be readable by now, and has left the quarantine. Load the page again.
        </Notice>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
        <section tabIndex={0} aria-label="The record" className="panel max-h-[50vh] overflow-auto bg-sunken p-3 focus-visible:-outline-offset-2">
          <pre className="whitespace-pre-wrap text-xs leading-5 wrap-anywhere">
            {text === null ? "Loading ..." : <VisibleText text={text.slice(0, charactersMax)} />}
          </pre>
        </section>
      )}
      <p className="mt-3 flex flex-wrap items-center justify-between gap-3 text-muted">
        <span>
          {text !== null && text.length > charactersMax ? "Only its beginning is shown. " : ""}
          {record.isCut ? "Only its first mebibyte was kept." : ""}
        </span>
        <a href={href} download className={buttonStyle({})}>
          Save it
        </a>
      </p>
    </Dialog>
  );
}
