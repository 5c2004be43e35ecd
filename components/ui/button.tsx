import { cva, type VariantProps } from "class-variance-authority";
import Link from "next/link";
import type { ComponentProps } from "react";
import { cn } from "@/components/ui/cn";

export const buttonStyle = cva(
  "inline-flex shrink-0 items-center justify-center gap-1.5 whitespace-nowrap rounded-lg border font-medium text-sm transition-colors duration-100 select-none disabled:opacity-50 aria-disabled:opacity-50 [&_svg]:size-3.5 [&_svg]:shrink-0",
  {
    variants: {
      look: {
        plain: "border-line-strong bg-panel text-fg hover:bg-sunken data-popup-open:bg-sunken",
        primary: "border-fg bg-fg text-bg hover:opacity-90",
        ghost: "border-transparent text-muted hover:bg-sunken hover:text-fg data-popup-open:bg-sunken data-popup-open:text-fg",
        danger: "border-line-strong bg-panel text-affected hover:bg-affected-soft",
      },
      size: { sm: "h-8 px-2.5 text-[12.5px]", md: "h-9 px-3", lg: "h-10 px-4", icon: "size-8" },
    },
    defaultVariants: { look: "plain", size: "sm" },
  },
);
type Look = VariantProps<typeof buttonStyle>;

export function Button({ look, size, className, type = "button", ...props }: ComponentProps<"button"> & Look) {
  return <button type={type} className={cn(buttonStyle({ look, size }), className)} {...props} />;
}

/** A link that looks like a button: for what navigates. */
export function ButtonLink({ look, size, className, ...props }: ComponentProps<typeof Link> & Look) {
  return <Link className={cn(buttonStyle({ look, size }), className)} {...props} />;
}
