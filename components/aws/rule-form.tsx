"use client";
import { useCallback, useState } from "react";
import type { FormProblem } from "@/components/auth/form-problem";
import { type ArtifactChoice, ArtifactPicker } from "@/components/aws/artifact-picker";
import { typeWords } from "@/components/aws/resource-words";
import { type RuleDraft, RulePreview, type RuleType, type TryRule } from "@/components/aws/rule-preview";
import { Button } from "@/components/ui/button";
import { Field, Input, inputStyle } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";
import { Panel } from "@/components/ui/panel";
import { resourceTypes } from "@/lib/aws/model";
import { visible } from "@/lib/text/visible.mjs";

type RuleFormProps = {
  accounts: readonly { accountId: string; name: string }[];
  create: (draft: RuleDraft) => Promise<FormProblem | null>;
  dryRun: TryRule;
};

const mappedTypes = resourceTypes.filter((type): type is RuleType => type !== "SBOM");
type Typed = Omit<RuleDraft, "artifactId">;
const empty: Typed = { type: "AWS_ECR_CONTAINER_IMAGE", name: "", account: null, label: null, first: false };

/** Makes a rule, and says before what it would map. */
export function RuleForm({ accounts, create, dryRun }: RuleFormProps) {
  const [typed, setTyped] = useState(empty);
  const [picked, setPicked] = useState<ArtifactChoice | null>(null);
  const [problem, setProblem] = useState<FormProblem | null>(null);
  const [busy, setBusy] = useState(false);
  const choose = useCallback((choice: ArtifactChoice | null) => setPicked(choice), []);
  const change = (changes: Partial<Typed>) => setTyped((now) => ({ ...now, ...changes }));
  const draft = picked && typed.name.trim() !== "" ? { ...typed, name: typed.name.trim(), artifactId: picked.id } : null;
  async function send() {
    if (draft === null)
      return setProblem({ detail: "Some fields need another value.", fields: picked ? {} : { artifactId: "Choose a service and one of its artifacts" } });
    setBusy(true);
    setProblem(null);
    const refused = await create(draft).catch(() => ({ detail: "The server did not answer. Try again.", fields: {} }));
    setBusy(false);
    if (refused) setProblem(refused);
    else setTyped({ ...empty, type: typed.type });
  }
  const errorOf = (field: string) => problem?.fields[field] ?? null;
  const stateOf = (field: string) => ({
    id: `rule-${field}`,
    "aria-invalid": errorOf(field) ? true : undefined,
    "aria-describedby": `rule-${field}-${errorOf(field) ? "error" : "hint"}`,
  });
  return (
    <Panel title="New rule">
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        {problem ? <Notice tone="error" title={problem.detail} /> : null}
        <Field id="rule-type" label="Resources of type">
          <select id="rule-type" value={typed.type} onChange={(event) => change({ type: event.target.value as RuleType })} className={inputStyle}>
            {mappedTypes.map((type) => (
              <option key={type} value={type}>
                {typeWords[type]}
              </option>
            ))}
          </select>
        </Field>
        <Field
          id="rule-name"
          label="Named"
          hint={
            <>
              <code>*</code> stands for any characters, <code>?</code> for one.
            </>
          }
          error={errorOf("name")}
        >
          <Input
            {...stateOf("name")}
            required
            maxLength={1_000}
            spellCheck={false}
            autoCapitalize="none"
            value={typed.name}
            onChange={(event) => change({ name: event.target.value })}
            placeholder="payments-*"
            className="font-mono text-[12.5px]"
          />
        </Field>
        <Field id="rule-account" label="In account" error={errorOf("account")}>
          <select id="rule-account" value={typed.account ?? ""} onChange={(event) => change({ account: event.target.value || null })} className={inputStyle}>
            <option value="">Every account</option>
            {accounts.map(({ accountId, name }) => (
              <option key={accountId} value={accountId}>
                {visible(`${name} (${accountId})`)}
              </option>
            ))}
          </select>
        </Field>
        <Field
          id="rule-label"
          label="With the tag of AWS"
          optional
          hint={
            <>
              <code>key=value</code>, both with <code>*</code>; without a value any will do.
            </>
          }
          error={errorOf("label")}
        >
          <Input
            {...stateOf("label")}
            maxLength={400}
            spellCheck={false}
            autoCapitalize="none"
            value={typed.label ?? ""}
            onChange={(event) => change({ label: event.target.value || null })}
            placeholder="team=payments"
            className="font-mono text-[12.5px]"
          />
        </Field>
        <fieldset className="border-line border-t pt-3">
          <legend className="sr-only">Are this artifact</legend>
          <ArtifactPicker chosen={picked} onChoose={choose} error={errorOf("artifactId")} />
        </fieldset>
        <label className="flex min-h-7 items-center gap-2">
          <input type="checkbox" checked={typed.first} onChange={(event) => change({ first: event.target.checked })} className="size-4 accent-fg" />
          Before all other rules
        </label>
        <RulePreview draft={draft} dryRun={dryRun} />
        <Button type="submit" look="primary" size="md" disabled={busy}>
          Make rule
        </Button>
      </form>
    </Panel>
  );
}
