"use client";
import { useRef, useState } from "react";
import { OwnerChangesList } from "@/components/owners/owner-changes";
import { Button } from "@/components/ui/button";
import { inputStyle } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";
import { Panel } from "@/components/ui/panel";
import type { OwnerChanges } from "@/lib/inventory/owners/schemas";

/** What came of a file: its changes, or one sentence for each fault. */
export type OwnerFileAnswer = { changes: OwnerChanges } | { faults: string[] };
type OwnerFilePanelProps = {
  /** The state as it is, in the form that is taken. */
  current: string;
  apply: (text: string, dryRun: boolean) => Promise<OwnerFileAnswer>;
};

const lost: OwnerFileAnswer = { faults: ["The server did not answer. Try again."] };

/** Teams and owners as one text: first what it would change, then it is applied. */
export function OwnerFilePanel({ current, apply }: OwnerFilePanelProps) {
  const [text, setText] = useState(current);
  const [answer, setAnswer] = useState<OwnerFileAnswer | null>(null);
  const [busy, setBusy] = useState(false);
  const area = useRef<HTMLTextAreaElement>(null);
  async function send(dryRun: boolean) {
    setBusy(true);
    const came = await apply(text, dryRun).catch(() => lost);
    setBusy(false);
    setAnswer(came);
    if (!dryRun && "changes" in came) area.current?.focus();
  }
  function edit(next: string) {
    setText(next);
    setAnswer(null);
  }
  const changes = answer && "changes" in answer ? answer.changes : null;
  return (
    <Panel title="Owner file" note="YAML or JSON">
      <p className="mb-2.5 text-muted">
        Who owns what, as a repository can keep it: <code>match</code> is a service&apos;s slug, where <code>*</code> stands for anything, and the last entry
        that matches counts. What nothing matches stays as it is. CI sends the same file to <code>/api/v1/owners</code>.
      </p>
      <label htmlFor="owner-file" className="mb-1 block font-medium text-[12.5px]">
        The file
      </label>
      <textarea
        ref={area}
        id="owner-file"
        value={text}
        onChange={(event) => edit(event.target.value)}
        rows={14}
        spellCheck={false}
        autoCapitalize="none"
        className={`${inputStyle} h-auto resize-y py-2 font-mono text-xs leading-5`}
      />
      <div className="mt-2.5 flex flex-wrap justify-end gap-2">
        <Button onClick={() => edit(current)} disabled={busy || text === current}>
          Back to what is
        </Button>
        <Button look={changes?.changed && changes.dryRun ? "plain" : "primary"} onClick={() => send(true)} disabled={busy}>
          Show what changes
        </Button>
        {changes?.changed && changes.dryRun ? (
          <Button look="primary" onClick={() => send(false)} disabled={busy}>
            Apply
          </Button>
        ) : null}
      </div>
      <div aria-live="polite" className="mt-3 flex flex-col gap-2.5 empty:hidden">
        {answer && "faults" in answer ? (
          <Notice tone="error" title="The file cannot be used">
            <ul className="list-disc pl-4">
              {answer.faults.map((fault) => (
                <li key={fault}>{fault}</li>
              ))}
            </ul>
          </Notice>
        ) : null}
        {changes && !changes.changed ? <Notice tone="info" title="Nothing changes: all of it is so already" /> : null}
        {changes?.changed && !changes.dryRun ? <Notice tone="done" title="Applied" /> : null}
        {changes && (changes.changed || changes.unused.length > 0) ? <OwnerChangesList changes={changes} /> : null}
      </div>
    </Panel>
  );
}
