"use client";
import { useState } from "react";
import type { FormProblem } from "@/components/auth/form-problem";
import { Button } from "@/components/ui/button";
import { Field, Input } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";
import { Panel } from "@/components/ui/panel";
import { VisibleText } from "@/components/ui/visible-text";

export type CastVote = (vote: "approve" | "reject", reason: string | null) => Promise<FormProblem | null>;

type VotePanelProps = { grave: number; requester: { name: string; disabled: boolean }; cast: CastVote };

/** Approve or reject, with a reason. The first vote settles it. What somebody asked for who is disabled can only be rejected. */
export function VotePanel({ grave, requester, cast }: VotePanelProps) {
  const [problem, setProblem] = useState<FormProblem | null>(null);
  const [busy, setBusy] = useState(false);
  const [reason, setReason] = useState("");
  async function send(vote: "approve" | "reject") {
    setBusy(true);
    setProblem(null);
    const refused = await cast(vote, reason.trim() || null).catch(() => ({ detail: "The server did not answer. Try again.", fields: {} }));
    setBusy(false);
    setProblem(refused);
  }
  return (
    <Panel title="Your vote">
      <p className="mb-3 text-muted">
        {grave === 1 ? "It takes a finding" : `It takes ${grave} findings`} out of the queue that {grave === 1 ? "is" : "are"} critical, known exploited or
        malware.{" "}
        {requester.disabled ? (
          <>
            <VisibleText text={requester.name} />, who asked for it, is disabled: nobody can approve it. Reject it, and decide anew what of it is right.
          </>
        ) : (
          "It counts from the moment in which you approve it."
        )}
      </p>
      {problem ? <Notice tone="error" title={problem.detail} className="mb-3" /> : null}
      <div className="flex flex-col gap-3">
        <Field id="vote-reason" label="Reason" optional hint="Everyone who reads the decision sees it.">
          <Input id="vote-reason" value={reason} maxLength={2_000} onChange={(event) => setReason(event.target.value)} aria-describedby="vote-reason-hint" />
        </Field>
        <div className="flex flex-wrap gap-2">
          <Button look="primary" size="md" disabled={busy || requester.disabled} onClick={() => void send("approve")}>
            Approve
          </Button>
          <Button look="danger" size="md" disabled={busy} onClick={() => void send("reject")}>
            Reject
          </Button>
        </div>
      </div>
    </Panel>
  );
}
