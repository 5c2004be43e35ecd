import type { ComponentProps } from "react";
import { cn } from "@/components/ui/cn";

export const inputStyle =
  "h-9 w-full min-w-0 rounded-lg border border-control bg-panel px-3 text-sm text-fg outline-none transition-shadow focus-visible:border-focus focus-visible:ring-3 focus-visible:ring-focus/20 disabled:opacity-60 aria-invalid:border-affected";

export function Input({ className, ...props }: ComponentProps<"input">) {
  return <input className={cn(inputStyle, className)} {...props} />;
}

type FieldProps = {
  id: string;
  label: string;
  /** What to write here, in one line. */
  hint?: React.ReactNode;
  error?: string | null;
  optional?: boolean;
  className?: string;
  children: React.ReactNode;
};

/** A label, its control and what is to be known about it; the control names `id-hint` or `id-error` as its description. */
export function Field({ id, label, hint, error, optional, className, children }: FieldProps) {
  return (
    <div className={cn("flex min-w-0 flex-col gap-1", className)}>
      <label htmlFor={id} className="font-medium text-[12.5px]">
        {label}
        {optional ? <span className="ml-1.5 font-normal text-muted">optional</span> : null}
      </label>
      {children}
      {error ? (
        <p id={`${id}-error`} className="text-affected text-xs" role="alert">
          {error}
        </p>
      ) : hint ? (
        <p id={`${id}-hint`} className="text-muted text-xs">
          {hint}
        </p>
      ) : null}
    </div>
  );
}
