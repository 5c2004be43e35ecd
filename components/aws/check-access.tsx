"use client";
import { useState } from "react";
import type { FormProblem } from "@/components/auth/form-problem";
import { missingOf } from "@/components/aws/missing";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { plural } from "@/components/ui/number-format";
import { Panel } from "@/components/ui/panel";
import { VisibleText } from "@/components/ui/visible-text";
import type { AccountCheck } from "@/lib/aws/accounts/schemas";

type CheckAccessProps = { check: () => Promise<{ answer: AccountCheck } | { problem: FormProblem }> };

/** Asks AWS who Wherein is in the account and what it may do there, when a person wants to know. */
export function CheckAccess({ check }: CheckAccessProps) {
  const [result, setResult] = useState<Awaited<ReturnType<typeof check>> | null>(null);
  const [busy, setBusy] = useState(false);
  async function ask() {
    setBusy(true);
    setResult(await check().catch(() => ({ problem: { detail: "The server did not answer. Try again.", fields: {} } })));
    setBusy(false);
  }
  return (
    <Panel title="Access">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p className="text-muted">One cheap call of each kind, in each region. Nothing is changed.</p>
        <Button size="md" disabled={busy} aria-busy={busy} onClick={() => void ask()}>
          {busy ? "Asking AWS ..." : "Check access"}
        </Button>
      </div>
      <div aria-live="polite" className="mt-3 empty:mt-0">
        {result === null ? null : "problem" in result ? <Notice tone="error" title={result.problem.detail} /> : <Checked check={result.answer} />}
      </div>
    </Panel>
  );
}

function Checked({ check: { identity, ok, checks } }: { check: AccountCheck }) {
  const missing = missingOf(checks);
  return (
    <div className="flex flex-col gap-2.5">
      {identity ? (
        <p className="wrap-anywhere">
          There Wherein is <code>{identity.arn}</code>
        </p>
      ) : null}
      {ok ? <Notice tone="done" title={`All of it may be asked: ${plural(checks.length, "call")} answered.`} /> : null}
      {missing.map(({ action, regions, problem }) => (
        <Notice
          key={`${action} ${problem.code} ${problem.detail}`}
          tone="error"
          title={
            <>
              <code>{action}</code> <span className="font-normal text-muted">in {regions.join(", ")}</span>
            </>
          }
        >
          <VisibleText text={problem.detail} /> {problem.action}
        </Notice>
      ))}
      {ok || checks.length === 0 ? null : (
        <p className="text-muted">
          {plural(checks.filter(({ problem }) => problem === null).length, "call")} of {checks.length} answered.
        </p>
      )}
    </div>
  );
}
