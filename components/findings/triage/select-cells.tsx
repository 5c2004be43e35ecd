import { cn } from "@/components/ui/cn";
import { Td, Th } from "@/components/ui/table";
import { visible } from "@/lib/text/visible.mjs";

/** Selects all rows of the page, or none of them. */
export function SelectPageHead({ checked, onChange }: { checked: boolean; onChange: () => void }) {
  return (
    <Th className="w-8 pr-0">
      <input type="checkbox" aria-label="Select all on this page" checked={checked} onChange={onChange} className="block size-4 accent-fg" />
    </Th>
  );
}

type SelectCellProps = { label: string; checked: boolean; onSelect: (extend: boolean) => void };

/** Selects a row; with Shift all since the one that was selected last. */
export function SelectCell({ label, checked, onSelect }: SelectCellProps) {
  return (
    <Td className="w-8 pr-0 max-md:order-first">
      <input
        type="checkbox"
        aria-label={visible(label)}
        checked={checked}
        onChange={() => {}}
        onClick={(event) => onSelect(event.shiftKey)}
        className="block size-4 accent-fg"
      />
    </Td>
  );
}

/** How a row is drawn that can be selected, and that keys may mean. */
export function rowStyle({ selected, current }: { selected: boolean; current: boolean }): string {
  return cn("hover:bg-hover", current && "[&>td:first-child]:shadow-[inset_3px_0_var(--focus)]", selected && "bg-selected hover:bg-selected");
}
