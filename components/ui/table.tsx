import { ArrowDown, ArrowUp, ChevronsUpDown } from "lucide-react";
import Link from "next/link";
import type { ComponentProps } from "react";
import { cn } from "@/components/ui/cn";

const frameStyle = "panel scroll-hint relative overflow-x-auto focus-visible:outline-offset-0 lg:overflow-clip";

/** A table that keeps its head in sight: it scrolls with the page where it fits and sideways in its own box where it does not. */
export function TableFrame({ label, className, children }: { label: string; className?: string; children: React.ReactNode }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section aria-label={label} tabIndex={0} className={cn(frameStyle, className)}>
      {children}
    </section>
  );
}

/** `stack`: on a telephone each row is a block of its cells, so that nothing scrolls sideways. */
export function Table({ className, stack = false, ...props }: ComponentProps<"table"> & { stack?: boolean }) {
  return (
    <table
      className={cn("w-full border-separate border-spacing-0 text-left [&>tbody:last-child>tr:last-child>td]:border-b-0", stack && "stack-rows", className)}
      {...props}
    />
  );
}

const headStyle = "h-8 whitespace-nowrap border-line border-b bg-sunken px-2.5 font-medium text-muted text-xs lg:sticky lg:top-12 lg:z-10";

export function Th({ className, ...props }: ComponentProps<"th">) {
  return <th scope="col" className={cn(headStyle, className)} {...props} />;
}

type SortThProps = {
  /** The way this column is sorted now, or null. */
  sorted: "ascending" | "descending" | null;
  href: string;
  className?: string;
  children: React.ReactNode;
};

/** A column head that sorts: an ordinary link, so the sort is in the URL and works before any script. */
export function SortTh({ sorted, href, className, children }: SortThProps) {
  const Icon = sorted === "ascending" ? ArrowUp : sorted === "descending" ? ArrowDown : ChevronsUpDown;
  return (
    <th scope="col" aria-sort={sorted ?? "none"} className={cn(headStyle, className)}>
      <Link href={href} scroll={false} className={cn("-mx-1 inline-flex h-6 items-center gap-1 rounded px-1 hover:text-fg", sorted && "text-fg")}>
        {children}
        <Icon aria-hidden className={cn("size-3", !sorted && "opacity-50")} />
      </Link>
    </th>
  );
}

/** `label` is the column's name, said before the value where rows are stacked. */
export function Td({ className, label, ...props }: ComponentProps<"td"> & { label?: string }) {
  return <td data-label={label} className={cn("h-[34px] whitespace-nowrap border-line border-b px-2.5 py-1", className)} {...props} />;
}
