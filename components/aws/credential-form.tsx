"use client";
import { useRef, useState } from "react";
import type { FormProblem } from "@/components/auth/form-problem";
import { EventSetup } from "@/components/aws/event-setup";
import { wordsIn } from "@/components/aws/regions";
import { Button } from "@/components/ui/button";
import { Field, Input, inputStyle } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";
import { Panel } from "@/components/ui/panel";
import { ShownOnce } from "@/components/ui/shown-once";

type Made = { secret: string; name: string };
type CredentialFormProps = {
  /** The accounts that are connected: those that a new credential may mostly speak for. */
  accounts: readonly string[];
  /** By which AWS reaches this server. */
  address: string;
  create: (input: { name: string; accounts: string[] }) => Promise<Made | { problem: FormProblem }>;
};

const lost: { problem: FormProblem } = { problem: { detail: "The server did not answer. Try again.", fields: {} } };

/** Creates a credential for EventBridge and shows its secret once, with what to do with it. */
export function CredentialForm({ accounts, address, create }: CredentialFormProps) {
  const [made, setMade] = useState<Made | null>(null);
  const [problem, setProblem] = useState<FormProblem | null>(null);
  const [busy, setBusy] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  async function submit(data: FormData) {
    setBusy(true);
    setProblem(null);
    const result = await create({ name: String(data.get("name") ?? ""), accounts: wordsIn(String(data.get("accounts") ?? "")) }).catch(() => lost);
    setBusy(false);
    if ("problem" in result) return setProblem(result.problem);
    setMade(result);
    form.current?.reset();
  }
  const errorOf = (field: string) => problem?.fields[field] ?? null;
  const stateOf = (field: string) => ({
    id: `credential-${field}`,
    name: field,
    "aria-invalid": errorOf(field) ? true : undefined,
    "aria-describedby": `credential-${field}-${errorOf(field) ? "error" : "hint"}`,
  });
  if (made)
    return (
      <Panel title={`Set up ${made.name}`}>
        <ShownOnce
          title="Copy the secret now: it is not shown again"
          text={made.secret}
          copyLabel="Copy secret"
          className="mb-4"
          onHide={() => setMade(null)}
        />
        <EventSetup address={address} secret={made.secret} />
      </Panel>
    );
  return (
    <Panel title="New credential">
      <form
        ref={form}
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          void submit(new FormData(event.currentTarget));
        }}
      >
        {problem ? <Notice tone="error" title={problem.detail} /> : null}
        <Field id="credential-name" label="Name" hint="What sends with it, as the audit trail will say it." error={errorOf("name")}>
          <Input {...stateOf("name")} required maxLength={100} placeholder="eventbridge eu-central-1" />
        </Field>
        <Field
          id="credential-accounts"
          label="Accounts that it may speak for"
          hint="With commas or a line each. A delegated administrator of Inspector sends for its members: list it and them."
          error={errorOf("accounts")}
        >
          <textarea
            {...stateOf("accounts")}
            required
            rows={Math.min(8, Math.max(2, accounts.length))}
            spellCheck={false}
            defaultValue={accounts.join("\n")}
            placeholder="111122223333"
            className={`${inputStyle} h-auto resize-y py-2 font-mono text-[12.5px]`}
          />
        </Field>
        <Button type="submit" look="primary" size="md" disabled={busy}>
          Create credential
        </Button>
      </form>
    </Panel>
  );
}
