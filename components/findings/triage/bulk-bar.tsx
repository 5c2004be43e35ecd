import { type Action, ActionButtons } from "@/components/findings/triage/action-buttons";
import { Button } from "@/components/ui/button";

type BulkBarProps = {
  selected: number;
  words: string;
  /** Selects what other pages have too; null: that is selected, or cannot be changed at once. */
  more: { words: string; onMore: () => void } | null;
  onClear: () => void;
  onAct: (action: Action) => void;
};

/** What is selected and what can be done to it; it stays in sight while the rows pass. */
export function BulkBar({ selected, words, more, onClear, onAct }: BulkBarProps) {
  if (selected === 0) return null;
  return (
    <div
      role="toolbar"
      aria-label="Selected findings"
      data-noprint
      className="sticky bottom-3 z-20 mt-2.5 flex flex-wrap items-center gap-2 rounded-xl border border-selected-line bg-selected px-3 py-2 shadow-pop"
    >
      <span role="status" className="font-medium">
        {words}
      </span>
      {more ? (
        <Button look="ghost" onClick={more.onMore} className="text-link hover:text-link">
          {more.words}
        </Button>
      ) : null}
      <Button look="ghost" onClick={onClear}>
        Clear
      </Button>
      <span className="flex flex-wrap gap-2 sm:ml-auto">
        <ActionButtons onAct={onAct} />
      </span>
    </div>
  );
}
