"use client";
import { Popover } from "@base-ui/react/popover";
import { ChevronDown } from "lucide-react";
import { useRouter } from "next/navigation";
import { useId } from "react";
import { type View, viewHref } from "@/components/blast-radius/view";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { Field, Input } from "@/components/ui/field";

/** The moment that the answer is for. Malicious versions live for minutes, so it is exact to the second, in UTC. */
export function AsOfMenu({ view }: { view: View }) {
  const router = useRouter();
  const id = useId();
  function apply(form: FormData) {
    const value = String(form.get("asof") ?? "");
    router.push(viewHref(view, { asof: value === "" ? undefined : new Date(`${value}Z`).toISOString() }), { scroll: false });
  }
  return (
    <Popover.Root>
      <Popover.Trigger render={<Button className={cn(view.asof && "border-control bg-sunken")} />}>
        <span>As of{view.asof ? <span className="font-normal">: {view.asof.slice(0, 16).replace("T", " ")}</span> : null}</span>
        <ChevronDown aria-hidden className="opacity-60" />
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Positioner sideOffset={6} align="start" className="z-40">
          <Popover.Popup className="w-72 rounded-lg bg-panel p-3 shadow-pop outline-none">
            <Popover.Title className="sr-only">As of</Popover.Title>
            <form action={apply} className="flex flex-col gap-3">
              <Field id={id} label="Day and time in UTC" hint="What was in each service at that moment.">
                <Input id={id} name="asof" type="datetime-local" step={1} defaultValue={view.asof?.slice(0, 19)} aria-describedby={`${id}-hint`} />
              </Field>
              <div className="flex gap-2">
                <Button type="submit" look="primary">
                  Answer for then
                </Button>
                {view.asof ? <Button onClick={() => router.push(viewHref(view, { asof: undefined }), { scroll: false })}>Now</Button> : null}
              </div>
            </form>
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}
