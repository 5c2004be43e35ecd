"use client";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import type { Alert } from "@/lib/alerts/schemas";

type AcknowledgeButtonProps = { alert: Pick<Alert, "id" | "state" | "vulnerability">; onDone: () => void | Promise<void>; className?: string };

/** Says that it was seen, for everybody. Only what is shown is acknowledged: an alert that is retracted meanwhile is shown again. */
export function AcknowledgeButton({ alert, onDone, className }: AcknowledgeButtonProps) {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  async function acknowledge() {
    setBusy(true);
    setProblem(await send(alert.id, alert.state));
    await onDone();
    setBusy(false);
  }
  return (
    <span className={className}>
      <Button disabled={busy} onClick={acknowledge} aria-label={`Acknowledge ${alert.vulnerability.id}`} className="h-7">
        Acknowledge
      </Button>
      {problem ? (
        <span role="alert" className="mt-1 block text-affected">
          {problem}
        </span>
      ) : null}
    </span>
  );
}

async function send(id: string, state: string): Promise<string | null> {
  try {
    const response = await fetch(`/api/v1/alerts/${id}/acknowledge?state=${state}`, { method: "POST" });
    if (response.ok) return null;
    const problem = (await response.json()) as { detail?: string; requestId?: string };
    return `${problem.detail ?? "It was not acknowledged."} (request ${problem.requestId ?? "unknown"})`;
  } catch {
    return "The server did not answer. Try again.";
  }
}
