"use client";
import { Popover } from "@base-ui/react/popover";
import { CalendarClock, ChevronDown } from "lucide-react";
import { useRouter } from "next/navigation";
import { useId, useState } from "react";
import { type View, viewHref } from "@/components/blast-radius/view";
import { shortWindow, windowPresets, windowText, withoutDuring } from "@/components/blast-radius/window-words";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { Field, Input } from "@/components/ui/field";
import type { AskedVulnerability } from "@/lib/blast-radius/schemas";

type WindowMenuProps = {
  view: View;
  /** The window of the answer; null: none. */
  window: { from: string; to: string } | null;
  vulnerabilities: readonly AskedVulnerability[];
};

/** The window beside now: malicious versions live for minutes, so it is exact to the minute, in UTC. */
export function WindowMenu({ view, window, vulnerabilities }: WindowMenuProps) {
  const [open, setOpen] = useState(false);
  return (
    <Popover.Root open={open} onOpenChange={setOpen}>
      <Popover.Trigger render={<Button className={cn(window && "border-control bg-sunken")} />}>
        <CalendarClock aria-hidden />
        <span>
          Window
          {window ? <span className="font-normal">: {shortWindow(window)} UTC</span> : null}
        </span>
        <ChevronDown aria-hidden className="opacity-60" />
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Positioner sideOffset={6} align="start" className="z-40">
          <Popover.Popup className="w-80 max-w-[94vw] rounded-lg bg-panel p-3 shadow-pop outline-none">
            <Popover.Title className="mb-0.5 font-semibold">Also at any moment of a window</Popover.Title>
            <p className="mb-3 text-muted text-xs">When a bad version was out: who had it then, and whose CI built it.</p>
            <WindowForm view={view} window={window} vulnerabilities={vulnerabilities} onDone={() => setOpen(false)} />
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}

function WindowForm({ view, window, vulnerabilities, onDone }: WindowMenuProps & { onDone: () => void }) {
  const router = useRouter();
  const id = useId();
  const [error, setError] = useState<string | null>(null);
  const [presets] = useState(() => windowPresets(vulnerabilities, Date.now()));
  function go(during: string | undefined) {
    onDone();
    router.push(viewHref(view, { q: withoutDuring(view.q), during, ...(during ? {} : { when: "any", tab: view.tab === "runs" ? "services" : view.tab }) }), {
      scroll: false,
    });
  }
  function apply(event: React.FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const [from, to] = [String(form.get("from") ?? ""), String(form.get("to") ?? "")];
    if (from === "" || to === "") return setError("Give both moments.");
    if (to <= from) return setError("The end is not after the beginning.");
    go(windowText(`${from}Z`, `${to}Z`));
  }
  return (
    <form onSubmit={apply} className="flex flex-col gap-3" noValidate>
      <fieldset className="flex flex-wrap gap-1.5">
        <legend className="sr-only">Likely windows</legend>
        {presets.map(({ key, label, hint, during }) => (
          <Button key={key} className="h-7 px-2" onClick={() => go(during)}>
            {label}
            {hint ? <span className="font-normal text-muted">{hint}</span> : null}
          </Button>
        ))}
      </fieldset>
      <Field id={`${id}-from`} label="From, in UTC">
        <Input id={`${id}-from`} name="from" type="datetime-local" defaultValue={window?.from.slice(0, 16)} />
      </Field>
      <Field id={`${id}-to`} label="To, in UTC" error={error}>
        <Input id={`${id}-to`} name="to" type="datetime-local" defaultValue={window?.to.slice(0, 16)} aria-invalid={error ? true : undefined} />
      </Field>
      <div className="flex gap-2">
        <Button type="submit" look="primary">
          Set the window
        </Button>
        {window ? <Button onClick={() => go(undefined)}>Clear</Button> : null}
      </div>
    </form>
  );
}
