"use client";
import { Popover } from "@base-ui/react/popover";
import { ChevronDown } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useId, useState } from "react";
import { daysBefore, type RemediationView, remediationHref } from "@/components/remediation/view";
import { nearDayText } from "@/components/remediation/words";
import { Button, buttonStyle } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { Field, Input } from "@/components/ui/field";

const presets = [
  { days: 28, label: "4 weeks" },
  { days: null, label: "12 weeks" },
  { days: 182, label: "Half a year" },
  { days: 365, label: "A year" },
  { days: 730, label: "Two years" },
] as const;

type PeriodMenuProps = { base: string; view: RemediationView; period: { from: string; to: string } | null; today: string };

/** The stretch of time that is looked back on. */
export function PeriodMenu({ base, view, period, today }: PeriodMenuProps) {
  const [open, setOpen] = useState(false);
  const isChosen = view.from !== undefined || view.to !== undefined;
  return (
    <Popover.Root open={open} onOpenChange={setOpen}>
      <Popover.Trigger render={<Button className={cn(isChosen && "border-control bg-sunken")} />}>
        <span>
          Period
          {period ? (
            <span className="font-normal">
              : {nearDayText(period.from, period.to)} to {period.to === today ? "today" : nearDayText(period.to, today)}
            </span>
          ) : null}
        </span>
        <ChevronDown aria-hidden className="opacity-60" />
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Positioner sideOffset={6} align="start" className="z-40">
          <Popover.Popup className="w-80 max-w-[94vw] rounded-lg bg-panel p-3 shadow-pop outline-none">
            <Popover.Title className="mb-2 font-semibold">Look back over</Popover.Title>
            <PeriodForm base={base} view={view} period={period} today={today} onDone={() => setOpen(false)} />
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}

function PeriodForm({ base, view, period, today, onDone }: PeriodMenuProps & { onDone: () => void }) {
  const router = useRouter();
  const id = useId();
  const [error, setError] = useState<string | null>(null);
  function apply(event: React.FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const [from, to] = [String(form.get("from") ?? ""), String(form.get("to") ?? "")];
    if (from === "" || to === "") return setError("Give both days.");
    if (to < from) return setError("The last day is before the first.");
    if (to > today) return setError("The last day is still to come.");
    onDone();
    router.push(remediationHref(base, view, { from, to: to === today ? undefined : to, asOf: undefined }), { scroll: false });
  }
  return (
    <form onSubmit={apply} className="flex flex-col gap-3" noValidate>
      <fieldset className="flex flex-wrap gap-1.5">
        <legend className="sr-only">Until today</legend>
        {presets.map(({ days, label }) => (
          <Link
            key={label}
            href={remediationHref(base, view, { from: days === null ? undefined : daysBefore(today, days), to: undefined, asOf: undefined })}
            scroll={false}
            onClick={onDone}
            className={cn(buttonStyle(), "h-7 px-2")}
          >
            {label}
          </Link>
        ))}
      </fieldset>
      <div className="grid grid-cols-2 gap-2">
        <Field id={`${id}-from`} label="First day">
          <Input id={`${id}-from`} name="from" type="date" max={today} defaultValue={period?.from} />
        </Field>
        <Field id={`${id}-to`} label="Last day">
          <Input id={`${id}-to`} name="to" type="date" max={today} defaultValue={period?.to} />
        </Field>
      </div>
      {error ? (
        <p role="alert" className="text-affected text-xs">
          {error}
        </p>
      ) : null}
      <Button type="submit" look="primary" className="self-start">
        Set the period
      </Button>
    </form>
  );
}
