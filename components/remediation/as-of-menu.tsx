"use client";
import { Popover } from "@base-ui/react/popover";
import { ChevronDown } from "lucide-react";
import { useRouter } from "next/navigation";
import { useId, useState } from "react";
import { fullDayText } from "@/components/remediation/charts/scale";
import { type RemediationView, remediationHref } from "@/components/remediation/view";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { Field, Input } from "@/components/ui/field";

type AsOfMenuProps = { base: string; view: RemediationView; asOf: string | null; today: string };

/** The day at whose end things are counted as open: history is exact, so any of the past can be asked for. */
export function AsOfMenu({ base, view, asOf, today }: AsOfMenuProps) {
  const [open, setOpen] = useState(false);
  const router = useRouter();
  const id = useId();
  const isPast = asOf !== null && asOf < today;
  function go(day: string) {
    setOpen(false);
    router.push(remediationHref(base, view, { asOf: day === "" || day >= today ? undefined : day }), { scroll: false });
  }
  return (
    <Popover.Root open={open} onOpenChange={setOpen}>
      <Popover.Trigger render={<Button className={cn(isPast && "border-control bg-sunken")} />}>
        <span>As of{isPast ? <span className="font-normal">: {fullDayText(asOf)}</span> : null}</span>
        <ChevronDown aria-hidden className="opacity-60" />
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Positioner sideOffset={6} align="start" className="z-40">
          <Popover.Popup className="w-72 rounded-lg bg-panel p-3 shadow-pop outline-none">
            <Popover.Title className="sr-only">As of</Popover.Title>
            <form
              className="flex flex-col gap-3"
              onSubmit={(event) => {
                event.preventDefault();
                go(String(new FormData(event.currentTarget).get("asOf") ?? ""));
              }}
            >
              <Field id={id} label="Day, in UTC" hint="What was open at its end, and what was late then.">
                <Input id={id} name="asOf" type="date" max={today} defaultValue={asOf ?? today} aria-describedby={`${id}-hint`} />
              </Field>
              <div className="flex gap-2">
                <Button type="submit" look="primary">
                  Show that day
                </Button>
                {isPast ? <Button onClick={() => go("")}>Today</Button> : null}
              </div>
            </form>
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}
