"use client";
import { useState } from "react";
import type { FormProblem } from "@/components/auth/form-problem";
import { PolicyPreview } from "@/components/sla/policy-preview";
import { RuleDialog } from "@/components/sla/rule-dialog";
import { RulesTable } from "@/components/sla/rules-table";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { defaultPolicy } from "@/lib/sla/default-policy";
import { type SlaRule, slaRulesMax } from "@/lib/sla/rule";
import type { SlaPolicy, SlaPreview } from "@/lib/sla/schemas";

export type PreviewAnswer = { preview: SlaPreview } | { problem: FormProblem };
type PolicyEditorProps = {
  policy: SlaPolicy;
  preview: (rules: readonly SlaRule[]) => Promise<PreviewAnswer>;
  save: (rules: readonly SlaRule[], basedOn: number) => Promise<FormProblem | null>;
};

const lost: FormProblem = { detail: "The server did not answer. Try again.", fields: {} };

/** The rules as they are being changed, what they would make late, and the button that makes them the policy. Drawn anew for each edition. */
export function PolicyEditor({ policy, preview, save }: PolicyEditorProps) {
  const [rules, setRules] = useState<readonly SlaRule[]>(policy.rules);
  const [edited, setEdited] = useState<number | "new" | null>(null);
  const [seen, setSeen] = useState<SlaPreview | null>(null);
  const [problem, setProblem] = useState<FormProblem | null>(null);
  const [busy, setBusy] = useState(false);
  const isChanged = !isSame(rules, policy.rules);
  function change(next: readonly SlaRule[]) {
    setRules(next);
    setSeen(null);
    setProblem(null);
  }
  async function run<Answer>(work: Promise<Answer>, done: (answer: Answer) => FormProblem | null) {
    setBusy(true);
    setProblem(null);
    setProblem(await work.then(done, () => lost));
    setBusy(false);
  }
  const tryOut = () =>
    run(preview(rules), (answer) => {
      if ("problem" in answer) return answer.problem;
      setSeen(answer.preview);
      return null;
    });
  const acts = {
    edit: setEdited,
    remove: (place: number) => change(rules.filter((_, each) => each !== place)),
    move: (place: number, by: 1 | -1) => change(moved(rules, place, place + by)),
  };
  return (
    <>
      <RulesTable rules={rules} counts={seen?.byRule ?? null} acts={acts} />
      <div className="mt-3 flex flex-wrap items-center gap-2">
        <Button disabled={rules.length >= slaRulesMax} onClick={() => setEdited("new")}>
          Add a rule
        </Button>
        {isSame(rules, defaultPolicy) ? null : <Button onClick={() => change(defaultPolicy)}>Take the defaults</Button>}
        {isChanged ? <Button onClick={() => change(policy.rules)}>Undo the changes</Button> : null}
        <span className="grow" />
        <Button disabled={busy} onClick={tryOut}>
          What would it change?
        </Button>
        <Button look="primary" disabled={busy || !isChanged} onClick={() => run(save(rules, policy.version), (refused) => refused)}>
          Save the policy
        </Button>
      </div>
      {problem ? <Notice tone="error" title={problem.detail} className="mt-3" /> : null}
      {isChanged && !problem ? <p className="mt-2 text-muted text-xs">Changed, and not saved yet.</p> : null}
      {seen ? <PolicyPreview preview={seen} /> : null}
      {edited === null ? null : (
        <RuleDialog
          rule={edited === "new" ? null : (rules[edited] ?? null)}
          onClose={() => setEdited(null)}
          onSave={(rule) => {
            change(edited === "new" ? [...rules, rule] : rules.map((each, place) => (place === edited ? rule : each)));
            setEdited(null);
          }}
        />
      )}
    </>
  );
}

function isSame(one: readonly SlaRule[], other: readonly SlaRule[]): boolean {
  const keyOf = (rules: readonly SlaRule[]) =>
    JSON.stringify(rules.map(({ kinds, severities, kev, tiers, exposures, hours }) => [kinds, severities, kev, tiers, exposures, hours]));
  return keyOf(one) === keyOf(other);
}

function moved(rules: readonly SlaRule[], from: number, to: number): SlaRule[] {
  const rest = rules.filter((_, place) => place !== from);
  return [...rest.slice(0, to), ...rules.slice(from, from + 1), ...rest.slice(to)];
}
