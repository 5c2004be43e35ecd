import { closedBecause, openedBecause } from "@/components/findings/reason-words";
import { ShortTime } from "@/components/ui/time";
import { absoluteUtc } from "@/components/ui/time-format";
import { VisibleLines } from "@/components/ui/visible-lines";
import { VisibleText } from "@/components/ui/visible-text";
import type { ActivityEntry, FindingActivity, Occurrence } from "@/lib/findings/notes/schemas";

type Line = { key: string; at: string; content: React.ReactNode; undo?: (() => void) | undefined };

type ActivityProps = { activity: FindingActivity; onUndo?: ((batchId: string) => void) | undefined };

/** What was said of a finding and when it opened and closed, newest first. */
export function Activity({ activity: { notes, occurrences }, onUndo }: ActivityProps) {
  const lines = [...notes.map((entry) => noteLine(entry, onUndo)), ...occurrences.flatMap(occurrenceLines)].toSorted((a, b) => b.at.localeCompare(a.at));
  return (
    <ol aria-label="Activity" className="flex flex-col gap-2.5">
      {lines.map(({ key, at, content, undo }) => (
        <li key={key} className="grid grid-cols-[6.5rem_minmax(0,1fr)] gap-x-3">
          <ShortTime at={at} className="text-muted" />
          <div className="wrap-anywhere min-w-0">
            {content}
            {undo ? (
              <>
                {" "}
                <button type="button" onClick={undo} className="link text-xs">
                  Take back
                </button>
              </>
            ) : null}
          </div>
        </li>
      ))}
    </ol>
  );
}

function noteLine(entry: ActivityEntry, onUndo: ActivityProps["onUndo"]): Line {
  const { id, batchId, at, by, own, undone, undoes, text } = entry;
  const canUndo = onUndo !== undefined && own && !undone && undoes === null && batchId !== null;
  const content = (
    <>
      <p className={undone ? "text-muted line-through" : undefined}>
        <span className="font-medium">
          <VisibleText text={by} />
        </span>{" "}
        {wordsOf(entry)}
      </p>
      {text === null ? null : (
        <p className={undone ? "whitespace-pre-wrap text-muted line-through" : "whitespace-pre-wrap"}>
          <VisibleLines text={text} />
        </p>
      )}
    </>
  );
  return { key: id, at, content, undo: canUndo ? () => onUndo(batchId) : undefined };
}

function wordsOf({ kind, text, assignee, dueAt, undoes }: ActivityEntry): React.ReactNode {
  const again = undoes === null ? "" : " again, taking a change back";
  if (kind === "comment") return text === null ? "took a comment back" : "commented";
  if (kind === "due") return dueAt === null ? `left the due date to the policy${again}` : `set the due date to ${absoluteUtc(dueAt).slice(0, 10)}${again}`;
  if (assignee === null) return `assigned it to nobody${again}`;
  return (
    <>
      assigned it to <VisibleText text={assignee.name} />
      {again}
    </>
  );
}

function occurrenceLines({ version, openedAt, openReason, closedAt, closeReason }: Occurrence): Line[] {
  const of = (
    <span className="font-mono text-[12.5px]">
      <VisibleText text={version} />
    </span>
  );
  const opened = (
    <p>
      Opened{version ? <> in {of}</> : null}
      <span className="text-muted">: {openedBecause(openReason)}</span>
    </p>
  );
  const closed = (
    <p>
      Closed{version ? <> in {of}</> : null}
      <span className="text-muted">: {closedBecause(closeReason ?? "")}</span>
    </p>
  );
  const key = `${version} ${openedAt}`;
  return [{ key: `opened ${key}`, at: openedAt, content: opened }, ...(closedAt === null ? [] : [{ key: `closed ${key}`, at: closedAt, content: closed }])];
}
