"use client";
import { Menu as Base } from "@base-ui/react/menu";
import { Check } from "lucide-react";
import type { ComponentProps, ElementType } from "react";
import { cn } from "@/components/ui/cn";

const itemStyle =
  "flex min-h-8 items-center gap-2 rounded-md px-2 text-sm outline-none select-none data-highlighted:bg-sunken data-disabled:opacity-50 [&_svg]:size-3.5 [&_svg]:shrink-0";

type Styled<C extends ElementType> = Omit<ComponentProps<C>, "className"> & { className?: string };

export const Menu = Base.Root;
export const MenuTrigger = Base.Trigger;
export const MenuRadioGroup = Base.RadioGroup;
export const MenuGroup = Base.Group;

export function MenuPopup({ className, align = "start", ...props }: Styled<typeof Base.Popup> & { align?: "start" | "end" }) {
  return (
    <Base.Portal>
      <Base.Positioner align={align} sideOffset={6} className="z-40 outline-none">
        <Base.Popup
          // It may scroll, and then a keyboard reaches it before any of its items is marked.
          tabIndex={0}
          className={cn(
            "max-h-(--available-height) min-w-44 max-w-[min(24rem,92vw)] overflow-y-auto rounded-lg bg-panel p-1 shadow-pop outline-none",
            className,
          )}
          {...props}
        />
      </Base.Positioner>
    </Base.Portal>
  );
}

export function MenuItem({ className, ...props }: Styled<typeof Base.Item>) {
  return <Base.Item className={cn(itemStyle, className)} {...props} />;
}

/** An item that is a link, so that it opens in a new tab as any other. */
export function MenuLink({ className, ...props }: Styled<typeof Base.LinkItem>) {
  return <Base.LinkItem className={cn(itemStyle, className)} {...props} />;
}

export function MenuLabel({ className, ...props }: Styled<typeof Base.GroupLabel>) {
  return <Base.GroupLabel className={cn("px-2 pt-1.5 pb-1 text-muted text-xs", className)} {...props} />;
}

export function MenuSeparator() {
  return <Base.Separator className="-mx-1 my-1 h-px bg-line" />;
}

export function MenuRadio({ className, children, ...props }: Styled<typeof Base.RadioItem>) {
  return (
    <Base.RadioItem className={cn(itemStyle, "pr-8", className)} {...props}>
      <Mark>
        <Base.RadioItemIndicator>
          <Check aria-hidden />
        </Base.RadioItemIndicator>
      </Mark>
      {children}
    </Base.RadioItem>
  );
}

export function MenuCheckbox({ className, children, ...props }: Styled<typeof Base.CheckboxItem>) {
  return (
    <Base.CheckboxItem className={cn(itemStyle, "group/check", className)} {...props}>
      <span className="grid size-4 place-items-center rounded border border-control group-data-checked/check:border-fg group-data-checked/check:bg-fg group-data-checked/check:text-bg">
        <Base.CheckboxItemIndicator>
          <Check aria-hidden className="size-3!" />
        </Base.CheckboxItemIndicator>
      </span>
      {children}
    </Base.CheckboxItem>
  );
}

function Mark({ children }: { children: React.ReactNode }) {
  return <span className="grid size-4 shrink-0 place-items-center">{children}</span>;
}
