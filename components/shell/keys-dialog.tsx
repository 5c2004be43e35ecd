"use client";
import { useState } from "react";
import { setSingleKeys, singleKeysOn } from "@/components/shell/keys";
import { Dialog } from "@/components/ui/dialog";
import { Kbd } from "@/components/ui/kbd";

const groups = [
  {
    title: "Everywhere",
    keys: [
      [["Ctrl", "K"], "Jump to a package, service, vulnerability or page"],
      [["/"], "Focus the question or the filter"],
      [["?"], "This list"],
      [["Esc"], "Close, or leave a field"],
    ],
  },
  {
    title: "In lists",
    keys: [
      [["j"], "Next row"],
      [["k"], "Previous row"],
      [["Enter"], "Open the row"],
      [["x"], "Select the row for copying"],
      [["c"], "Copy for chat"],
    ],
  },
  {
    title: "In findings",
    keys: [
      [["Enter"], "Show the finding beside the list; j and k go on moving"],
      [["x"], "Select the finding, or not any more"],
      [["Shift", "X"], "Select from the last selected one to here"],
      [["*"], "Select the page"],
      [["d"], "Decide"],
      [["a"], "Assign"],
      [["t"], "Set the due date"],
      [["c"], "Comment"],
      [["u"], "Undo what was done last"],
    ],
  },
] as const;

export function KeysDialog({ open, onOpenChange }: { open: boolean; onOpenChange: (open: boolean) => void }) {
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title="Keys">
      <KeyList />
    </Dialog>
  );
}

function KeyList() {
  const [on, setOn] = useState(singleKeysOn);
  return (
    <div className="flex flex-col gap-4">
      {groups.map((group) => (
        <section key={group.title}>
          <h3 className="mb-1 text-muted text-xs">{group.title}</h3>
          <dl className="divide-y divide-line">
            {group.keys.map(([keys, what]) => (
              <div key={what} className="flex items-center justify-between gap-4 py-1.5">
                <dt className="order-2 flex gap-1">
                  {keys.map((key) => (
                    <Kbd key={key}>{key}</Kbd>
                  ))}
                </dt>
                <dd>{what}</dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
      <label className="flex min-h-6 items-center gap-2">
        <input
          type="checkbox"
          className="size-4 accent-fg"
          checked={on}
          onChange={(event) => {
            setOn(event.target.checked);
            setSingleKeys(event.target.checked);
          }}
        />
        Use single-letter keys
      </label>
    </div>
  );
}
