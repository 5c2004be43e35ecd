"use client";
import { Popover } from "@base-ui/react/popover";
import { ChevronDown } from "lucide-react";
import Link from "next/link";
import { useState } from "react";
import { useServices } from "@/components/aws/use-service-choice";
import { type RemediationView, remediationHref } from "@/components/remediation/view";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { inputStyle } from "@/components/ui/field";
import { VisibleText } from "@/components/ui/visible-text";
import { visible } from "@/lib/text/visible.mjs";

type ServiceMenuProps = { base: string; view: RemediationView };

/** The services that figures are of: looked for by name, because there may be thousands. */
export function ServiceMenu({ base, view }: ServiceMenuProps) {
  const [open, setOpen] = useState(false);
  const { service } = view;
  const words = service.length === 1 ? (service[0] ?? "") : service.length > 1 ? String(service.length) : "";
  return (
    <Popover.Root open={open} onOpenChange={setOpen}>
      <Popover.Trigger
        render={<Button aria-label={words ? visible(`Service: ${words}`) : undefined} className={cn(service.length > 0 && "border-control bg-sunken")} />}
      >
        <span className="flex">
          Service
          {words ? (
            <span className="max-w-32 truncate whitespace-pre font-normal">
              : <VisibleText text={words} />
            </span>
          ) : null}
        </span>
        <ChevronDown aria-hidden className="opacity-60" />
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Positioner sideOffset={6} align="start" className="z-40">
          <Popover.Popup className="w-80 max-w-[94vw] rounded-lg bg-panel p-2 shadow-pop outline-none">
            <Popover.Title className="sr-only">Service</Popover.Title>
            <Choices base={base} view={view} />
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}

const itemStyle = "flex min-h-8 items-center gap-2 rounded-md px-2 hover:bg-sunken focus-visible:-outline-offset-2";

function Choices({ base, view }: ServiceMenuProps) {
  const [typed, setTyped] = useState("");
  const { value, failed } = useServices(typed);
  const found = (value ?? []).filter(({ slug }) => !view.service.includes(slug));
  return (
    <>
      <input
        type="search"
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        placeholder="Part of a service's name"
        aria-label="Part of a service's name"
        className={cn(inputStyle, "mb-1 h-8")}
      />
      <ul>
        {view.service.map((slug) => (
          <li key={slug}>
            <Link href={remediationHref(base, view, { service: view.service.filter((other) => other !== slug) })} scroll={false} className={itemStyle}>
              <span className="min-w-0 truncate font-medium">
                <VisibleText text={slug} />
              </span>
              <span className="ml-auto shrink-0 text-muted text-xs">chosen, take out</span>
            </Link>
          </li>
        ))}
        {found.map(({ slug, name }) => (
          <li key={slug}>
            <Link href={remediationHref(base, view, { service: [...view.service, slug] })} scroll={false} className={itemStyle}>
              <span className="min-w-0 truncate">
                <VisibleText text={name} />
              </span>
            </Link>
          </li>
        ))}
      </ul>
      <p role="status" className="px-2 pt-1 text-muted text-xs">
        {failed ? "The search did not answer." : value !== null && found.length === 0 ? "No other service has a name like this." : ""}
      </p>
    </>
  );
}
