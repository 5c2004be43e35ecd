"use client";
import { useEffect, useState } from "react";
import { bodyOf, type Draft } from "@/components/findings/triage/draft";
import { type Sent, send } from "@/components/findings/triage/send";
import type { Target } from "@/components/findings/triage/target";
import type { DecisionPreview } from "@/lib/decisions/schemas";

const waitMs = 200;

/** What the decision would mean, asked again whenever what it means changes; null until the answer is there. */
export function usePreview(draft: Draft, target: Target): Sent<DecisionPreview> | null {
  const [answer, setAnswer] = useState<Sent<DecisionPreview> | null>(null);
  const { choice, scope, versions, range, expiresOn } = draft;
  // Words do not change what it means, and what is still to be filled in must not keep the answer back.
  const asked = { ...draft, justification: "code_not_reachable", detail: "", evidenceUrl: "", responses: [] } as const;
  const text = JSON.stringify(bodyOf(asked, target));
  const isReady = (versions !== "range" || range.trim() !== "") && (choice !== "accepted" || expiresOn !== "") && scope !== undefined;
  useEffect(() => {
    if (!isReady) return setAnswer(null);
    const control = new AbortController();
    const timer = setTimeout(async () => {
      const sent = await send<DecisionPreview>("POST", "/api/v1/decisions/preview", JSON.parse(text), control.signal);
      if (!control.signal.aborted) setAnswer(sent);
    }, waitMs);
    return () => {
      clearTimeout(timer);
      control.abort();
    };
  }, [text, isReady]);
  return answer;
}
