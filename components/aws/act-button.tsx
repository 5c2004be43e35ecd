"use client";
import { useState, useTransition } from "react";
import type { FormProblem } from "@/components/auth/form-problem";
import { Button } from "@/components/ui/button";

type ActButtonProps = {
  /** A server action with its input bound. */
  act: () => Promise<FormProblem | null>;
  label: string;
  disabled?: boolean;
  className?: string;
  children: React.ReactNode;
};

/** A button that does something at once which can be taken back, and says in place when it was refused. */
export function ActButton({ act, label, disabled, className, children }: ActButtonProps) {
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, start] = useTransition();
  function run() {
    setProblem(null);
    start(async () => {
      const refused = await act().catch(() => ({ detail: "The server did not answer. Try again." }));
      if (refused) setProblem(refused.detail);
    });
  }
  return (
    <>
      <Button className={className ?? "h-7"} disabled={disabled || busy} aria-label={label} onClick={run}>
        {children}
      </Button>
      {problem ? (
        <span role="alert" className="block max-w-56 whitespace-normal text-affected text-xs">
          {problem}
        </span>
      ) : null}
    </>
  );
}
