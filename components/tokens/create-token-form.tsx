"use client";
import { useRef, useState } from "react";
import type { FormProblem } from "@/components/auth/form-problem";
import { Button } from "@/components/ui/button";
import { Field, Input, inputStyle } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";
import { Panel } from "@/components/ui/panel";
import { ShownOnce } from "@/components/ui/shown-once";
import type { Scope } from "@/lib/context";

type NewToken = { name: string; scopes: Scope[]; expiresAt: string | null };
type CreateTokenFormProps = {
  scopes: readonly Scope[];
  create: (input: NewToken) => Promise<{ secret: string; name: string } | { problem: FormProblem }>;
};

const scopeWords: Record<Scope, string> = {
  "sbom:write": "upload SBOMs",
  "deployment:write": "report deployments",
  "inventory:read": "ask and read",
  "inventory:write": "manage teams",
  "alerts:write": "acknowledge alerts",
  "incidents:write": "work on incidents",
  "findings:write": "work on findings",
  "decisions:approve": "approve decisions",
  "advisories:write": "sync advisories",
  "aws:write": "connect AWS accounts",
  "metrics:read": "read metrics",
  "tokens:write": "manage tokens",
  "settings:write": "change settings",
};
const lifetimes = [
  [30, "30 days"],
  [90, "90 days"],
  [365, "1 year"],
  [0, "never expires"],
] as const;
const lost: { problem: FormProblem } = { problem: { detail: "The server did not answer. Try again.", fields: {} } };

export function CreateTokenForm({ scopes, create }: CreateTokenFormProps) {
  const [made, setMade] = useState<{ secret: string; name: string } | null>(null);
  const [problem, setProblem] = useState<FormProblem | null>(null);
  const [busy, setBusy] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  async function submit(data: FormData) {
    setBusy(true);
    setProblem(null);
    const days = Number(data.get("days"));
    const chosen = scopes.filter((scope) => data.getAll("scope").includes(scope));
    const expiresAt = days === 0 ? null : new Date(Date.now() + days * 86_400_000).toISOString();
    const result = chosen.length === 0 ? noScope : await create({ name: String(data.get("name") ?? ""), scopes: chosen, expiresAt }).catch(() => lost);
    setBusy(false);
    if ("problem" in result) return setProblem(result.problem);
    setMade(result);
    form.current?.reset();
  }
  return (
    <Panel title="New token">
      {made ? (
        <ShownOnce
          title={`Copy ${made.name} now: it is not shown again`}
          text={made.secret}
          copyLabel="Copy token"
          className="mb-4"
          onHide={() => setMade(null)}
        />
      ) : null}
      <form
        ref={form}
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          void submit(new FormData(event.currentTarget));
        }}
      >
        {problem ? <Notice tone="error" title={problem.detail} /> : null}
        <Field id="name" label="Name" hint="What it is for, as the audit trail will say it." error={problem?.fields.name ?? null}>
          <Input id="name" name="name" required maxLength={100} placeholder="payments CI" aria-describedby="name-hint" />
        </Field>
        <fieldset>
          <legend className="mb-1 font-medium text-[12.5px]">It may</legend>
          {scopes.map((scope) => (
            <label key={scope} className="flex min-h-7 items-center gap-2">
              <input type="checkbox" name="scope" value={scope} defaultChecked={scope === "sbom:write"} className="size-4 accent-fg" />
              {scopeWords[scope]} <code className="ml-auto text-muted text-xs">{scope}</code>
            </label>
          ))}
        </fieldset>
        <Field id="days" label="It ends after">
          <select id="days" name="days" defaultValue={90} className={inputStyle}>
            {lifetimes.map(([days, label]) => (
              <option key={days} value={days}>
                {label}
              </option>
            ))}
          </select>
        </Field>
        <Button type="submit" look="primary" size="md" disabled={busy}>
          Create token
        </Button>
      </form>
    </Panel>
  );
}

const noScope: { problem: FormProblem } = { problem: { detail: "Choose at least one thing that the token may do.", fields: {} } };
