"use client";
import { useState } from "react";
import type { FormProblem } from "@/components/auth/form-problem";
import type { AccountFields } from "@/components/aws/account-fields";
import { clusterRulesText, readClusterRules } from "@/components/aws/cluster-rules";
import { KindsField } from "@/components/aws/kinds-field";
import { wordsIn } from "@/components/aws/regions";
import { RegionsField } from "@/components/aws/regions-field";
import { Button } from "@/components/ui/button";
import { Field, Input, inputStyle } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";

type AccountFormProps = {
  draft: AccountFields;
  onChange: (changes: Partial<AccountFields>) => void;
  isNew: boolean;
  save: (fields: AccountFields) => Promise<FormProblem | null>;
  onSaved: (fields: AccountFields) => void;
};

const lost: FormProblem = { detail: "The server did not answer. Try again.", fields: {} };

export function AccountForm({ draft, onChange, isNew, save, onSaved }: AccountFormProps) {
  const [problem, setProblem] = useState<FormProblem | null>(null);
  const [state, setState] = useState<"idle" | "busy" | "saved">("idle");
  async function send(data: FormData) {
    const text = (name: string) => String(data.get(name) ?? "").trim();
    const clusters = readClusterRules(text("clusters"));
    if ("fault" in clusters) return setProblem({ detail: "Some fields need another value.", fields: { clusters: clusters.fault } });
    const regions = [...data.getAll("region").map(String), ...wordsIn(text("regions"))];
    const fields = { ...draft, accountId: draft.accountId.replace(/[\s-]/g, ""), name: text("name"), regions, environment: text("environment"), ...clusters };
    const { rules, ...rest } = fields;
    const sent = { ...rest, clusters: rules };
    setState("busy");
    setProblem(null);
    const refused = await save(sent).catch(() => lost);
    setProblem(refused);
    setState(refused === null ? "saved" : "idle");
    if (refused === null) onSaved(sent);
  }
  const errorOf = (field: string) => problem?.fields[field] ?? null;
  const stateOf = (field: string) => ({
    id: field,
    name: field,
    "aria-invalid": errorOf(field) ? true : undefined,
    "aria-describedby": `${field}-${errorOf(field) ? "error" : "hint"}`,
  });
  return (
    <form
      className="flex flex-col gap-4"
      onChange={() => setState((now) => (now === "saved" ? "idle" : now))}
      onSubmit={(event) => {
        event.preventDefault();
        void send(new FormData(event.currentTarget));
      }}
    >
      {problem ? <Notice tone="error" title={problem.detail} /> : null}
      <div className="grid gap-4 sm:grid-cols-2">
        {isNew ? (
          <Field id="accountId" label="Account number" hint="Twelve digits." error={errorOf("accountId")}>
            <Input
              {...stateOf("accountId")}
              required
              inputMode="numeric"
              maxLength={20}
              value={draft.accountId}
              onChange={(event) => onChange({ accountId: event.target.value })}
              placeholder="111122223333"
              className="font-mono"
            />
          </Field>
        ) : null}
        <Field id="name" label="Name" hint="As people here call it." error={errorOf("name")} className={isNew ? undefined : "sm:col-span-2"}>
          <Input {...stateOf("name")} required maxLength={100} defaultValue={draft.name} placeholder="Shop production" />
        </Field>
      </div>
      <RegionsField regions={draft.regions} error={errorOf("regions")} />
      <KindsField kinds={draft.kinds} onChange={(kinds) => onChange({ kinds })} error={errorOf("kinds")} />
      <Field id="roleArn" label="Role to assume" optional hint="Empty: as the process itself, for its own account." error={errorOf("roleArn")}>
        <Input
          {...stateOf("roleArn")}
          maxLength={600}
          spellCheck={false}
          autoCapitalize="none"
          value={draft.roleArn ?? ""}
          onChange={(event) => onChange({ roleArn: event.target.value.trim() || null })}
          placeholder={`arn:aws:iam::${/^\d{12}$/.test(draft.accountId) ? draft.accountId : "111122223333"}:role/WhereinReader`}
          className="font-mono text-[12.5px]"
        />
      </Field>
      <Field
        id="externalId"
        label="External id"
        hint="Made for this account: its role asks for it, so that nobody else has Wherein use the role."
        error={errorOf("externalId")}
      >
        <Input
          {...stateOf("externalId")}
          maxLength={1_224}
          spellCheck={false}
          autoCapitalize="none"
          value={draft.externalId}
          onChange={(event) => onChange({ externalId: event.target.value.trim() })}
          className="font-mono text-[12.5px]"
        />
      </Field>
      <Field id="environment" label="Environment" hint="Of what runs there, unless a cluster's rule below says another." error={errorOf("environment")}>
        <Input {...stateOf("environment")} required maxLength={64} spellCheck={false} autoCapitalize="none" defaultValue={draft.environment} />
      </Field>
      <Field
        id="clusters"
        label="Environments by cluster"
        optional
        hint={
          <>
            A rule a line, the first that fits counts: <code>staging-* = staging</code>
          </>
        }
        error={errorOf("clusters")}
      >
        <textarea
          {...stateOf("clusters")}
          rows={Math.min(8, Math.max(2, draft.clusters.length + 1))}
          spellCheck={false}
          autoCapitalize="none"
          defaultValue={clusterRulesText(draft.clusters)}
          className={`${inputStyle} h-auto resize-y py-2 font-mono text-[12.5px]`}
        />
      </Field>
      <label className="flex min-h-7 items-center gap-2">
        <input type="checkbox" checked={draft.enabled} onChange={(event) => onChange({ enabled: event.target.checked })} className="size-4 accent-fg" />
        Ask this account, and let it send
      </label>
      <div className="flex items-center justify-end gap-3">
        <span role="status" className="text-clean">
          {state === "saved" ? "Saved" : ""}
        </span>
        <Button type="submit" look="primary" size="md" disabled={state === "busy"}>
          {isNew ? "Connect account" : "Save account"}
        </Button>
      </div>
    </form>
  );
}
