import { cn } from "@/components/ui/cn";

/** One key of the keyboard. */
export function Kbd({ children, className }: { children: React.ReactNode; className?: string }) {
  return (
    <kbd className={cn("inline-block min-w-5 rounded border border-line-strong bg-panel px-1 text-center font-medium text-2xs text-muted", className)}>
      {children}
    </kbd>
  );
}
