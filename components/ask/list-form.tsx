"use client";
import { useRouter } from "next/navigation";
import { useEffect, useId, useRef, useState, useTransition } from "react";
import { ecosystemChoices } from "@/components/ask/ecosystem-words";
import { FileChoice } from "@/components/ask/file-choice";
import { FilePreview } from "@/components/ask/file-preview";
import { type ListDraft, lineCount } from "@/components/ask/list-draft";
import { type SendListResult, sendList } from "@/components/ask/send-list";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { inputStyle } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";
import { bytes, plural } from "@/components/ui/number-format";
import { Progress } from "@/components/ui/progress";
import { withQuery } from "@/components/urls";

type ListFormProps = {
  draft: ListDraft;
  /** What stood in the question, and goes on narrowing or adding. */
  question: string;
  during: string | undefined;
  onDraft: (draft: ListDraft) => void;
  onQuestion: (question: string) => void;
  onClose: () => void;
};

/** A list before it is asked by: nothing of it is lost until its answer is there. */
export function ListForm({ draft, question, during, onDraft, onQuestion, onClose }: ListFormProps) {
  const [ecosystem, setEcosystem] = useState("");
  const [sent, setSent] = useState<number | null>(null);
  const [result, setResult] = useState<SendListResult | null>(null);
  const [moving, startMoving] = useTransition();
  const [hasMoved, setHasMoved] = useState(false);
  const id = useId();
  const router = useRouter();
  const area = useRef<HTMLTextAreaElement>(null);
  useEffect(() => area.current?.focus(), []);
  useEffect(() => {
    if (hasMoved && !moving) onClose();
  }, [hasMoved, moving, onClose]);

  const isEmpty = draft.kind === "text" ? draft.text.trim() === "" : draft.file.size === 0;
  const busy = sent !== null || moving || hasMoved;
  async function send() {
    if (isEmpty) return area.current?.focus();
    setResult(null);
    setSent(0);
    const content = draft.kind === "text" ? draft.text : draft.file;
    const next = await sendList(content, { ecosystem, fileName: draft.kind === "file" ? draft.file.name.slice(0, 255) : null }, setSent);
    setSent(null);
    setResult(next);
    if (next.kind === "refused") return;
    startMoving(() => router.push(withQuery("/blast-radius", { q: question.trim(), list: next.list.id, during })));
    setHasMoved(true);
  }
  return (
    <form
      aria-label="Ask by a list"
      className="flex flex-col gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <div className="overflow-hidden rounded-lg border border-control bg-panel transition-shadow focus-within:border-focus focus-within:ring-3 focus-within:ring-focus/20">
        {draft.kind === "file" ? (
          <FilePreview file={draft.file} />
        ) : (
          <textarea
            ref={area}
            value={draft.text}
            readOnly={busy}
            rows={10}
            wrap="off"
            spellCheck={false}
            autoCapitalize="off"
            autoCorrect="off"
            aria-label="List of indicators"
            aria-describedby={`${id}-facts`}
            placeholder={"npm:axios@1.14.1\nplain-crypto-js@4.2.1\nMAL-2025-47868\n…"}
            className="block max-h-[50vh] min-h-48 w-full resize-y bg-transparent px-4 py-3 font-mono text-[12.5px] leading-5 outline-none"
            onChange={(event) => onDraft({ kind: "text", text: event.target.value })}
            onKeyDown={(event) => {
              if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) event.currentTarget.form?.requestSubmit();
            }}
          />
        )}
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2 border-line border-t bg-sunken px-4 py-2 text-muted text-xs">
          <span id={`${id}-facts`} className="font-medium text-fg">
            {draft.kind === "file" ? bytes(draft.file.size) : plural(lineCount(draft.text), "line")}
          </span>
          <FileChoice onFile={(file) => onDraft({ kind: "file", file })} disabled={busy} isOther={draft.kind === "file"} />
          <label className="flex flex-wrap items-center gap-1.5 sm:ml-auto">
            Names without an ecosystem are
            <select
              value={ecosystem}
              disabled={busy}
              onChange={(event) => setEcosystem(event.target.value)}
              className="h-7 rounded-md border border-control bg-panel px-1.5 text-fg text-xs"
            >
              <option value="">what the list says, else any</option>
              {ecosystemChoices.map(([value, label]) => (
                <option key={value} value={value}>
                  {label}
                </option>
              ))}
            </select>
          </label>
        </div>
      </div>
      {sent !== null ? <Progress label="Sending the list" value={sent < 1 ? sent : null} /> : null}
      {result?.kind === "refused" ? (
        <Notice tone="error" title={result.detail}>
          {result.requestId ? `Nothing was kept, and the list is still here. Request ${result.requestId}` : null}
        </Notice>
      ) : null}
      <div className="flex flex-wrap gap-2">
        <input
          value={question}
          maxLength={2_000}
          spellCheck={false}
          aria-label="Narrow or add to the list"
          placeholder="Narrow or add: team:payments"
          onChange={(event) => onQuestion(event.target.value)}
          className={cn(inputStyle, "h-10 flex-1 basis-60 font-mono text-[12.5px]")}
        />
        <Button size="lg" onClick={onClose} disabled={busy}>
          Cancel
        </Button>
        <Button type="submit" look="primary" size="lg" disabled={busy}>
          {busy ? "Looking…" : "Find who has any of it"}
        </Button>
      </div>
      <p role="status" className="text-muted empty:hidden">
        {result?.kind === "kept" ? keptWords(result.list) : sent !== null ? "Sending the list…" : ""}
      </p>
    </form>
  );
}

function keptWords({ lines, rejected }: { lines: number; rejected: number }): string {
  return `${plural(lines, "line")}, ${rejected === 0 ? "all of them read" : `${plural(rejected, "line")} could not be read`}. Looking who has any of it…`;
}
