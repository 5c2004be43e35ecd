"use client";
import { ChevronDown } from "lucide-react";
import { useRouter } from "next/navigation";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { Menu, MenuCheckbox, MenuGroup, MenuItem, MenuLabel, MenuPopup, MenuSeparator, MenuTrigger } from "@/components/ui/menu";
import { count } from "@/components/ui/number-format";
import { VisibleText } from "@/components/ui/visible-text";
import { visible } from "@/lib/text/visible.mjs";

/** `hint` says what the label means, where that is not plain. */
export type FacetOption = { value: string; label: string; hint?: string; count?: number; href: string };
type FacetMenuProps = {
  name: string;
  selected: readonly string[];
  options: readonly FacetOption[];
  /** The view without this facet; absent where one of the choices always holds. */
  clearHref?: string;
};

/** One facet: each choice is a change of the URL, so back and forward undo it. */
export function FacetMenu({ name, selected, options, clearHref }: FacetMenuProps) {
  const router = useRouter();
  const chosen = options.filter((option) => selected.includes(option.value));
  const words = chosen.length === 0 ? "" : chosen.length === 1 ? (chosen[0]?.label ?? "") : String(chosen.length);
  return (
    <Menu>
      <MenuTrigger
        render={
          <Button aria-label={words ? visible(`${name}: ${words}`) : undefined} className={cn(chosen.length > 0 && clearHref && "border-control bg-sunken")} />
        }
      >
        <span className="flex">
          {name}
          {words ? (
            <span className="max-w-32 truncate whitespace-pre font-normal">
              : <VisibleText text={words} />
            </span>
          ) : null}
        </span>
        <ChevronDown aria-hidden className="opacity-60" />
      </MenuTrigger>
      <MenuPopup>
        <MenuGroup>
          <MenuLabel>{name}</MenuLabel>
          {options.length === 0 ? <p className="px-2 pb-1.5">Nothing to choose from.</p> : null}
          {options.map((option) => (
            <MenuCheckbox
              key={option.value}
              checked={selected.includes(option.value)}
              onCheckedChange={() => router.push(option.href, { scroll: false })}
              closeOnClick={!clearHref}
            >
              <span className="min-w-0">
                <span className="block truncate">
                  <VisibleText text={option.label} />
                </span>
                {option.hint ? <span className="block pb-1 text-muted text-xs">{option.hint}</span> : null}
              </span>
              {option.count === undefined ? null : <span className="ml-auto pl-4 text-muted text-xs">{count(option.count)}</span>}
            </MenuCheckbox>
          ))}
        </MenuGroup>
        {chosen.length > 0 && clearHref ? (
          <>
            <MenuSeparator />
            <MenuItem onClick={() => router.push(clearHref, { scroll: false })}>Any {name.toLowerCase()}</MenuItem>
          </>
        ) : null}
      </MenuPopup>
    </Menu>
  );
}
