"use client";
import { useState } from "react";
import type { FormProblem } from "@/components/auth/form-problem";
import { topicCommands } from "@/components/aws/event-steps";
import { accountNumber } from "@/components/aws/words";
import { Button } from "@/components/ui/button";
import { CodeBlock } from "@/components/ui/code-block";
import { Field, Input, inputStyle } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";
import { Panel } from "@/components/ui/panel";
import { visible } from "@/lib/text/visible.mjs";

type FeedFormProps = {
  accounts: readonly { accountId: string; name: string; regions: readonly string[] }[];
  address: string;
  add: (input: { accountId: string; address: string; region: string }) => Promise<FormProblem | null>;
};

/** Takes in a queue, a place with reports, or a topic. Which it is follows from its address. */
export function FeedForm({ accounts, address, add }: FeedFormProps) {
  const [accountId, setAccountId] = useState(accounts[0]?.accountId ?? "");
  const [typed, setTyped] = useState("");
  const [problem, setProblem] = useState<FormProblem | null>(null);
  const [busy, setBusy] = useState(false);
  const regions = accounts.find((account) => account.accountId === accountId)?.regions ?? [];
  async function send(data: FormData) {
    setBusy(true);
    setProblem(null);
    const input = { accountId, address: typed.trim(), region: String(data.get("region") ?? "") };
    const refused = await add(input).catch(() => ({ detail: "The server did not answer. Try again.", fields: {} }));
    setBusy(false);
    if (refused) setProblem(refused);
    else setTyped("");
  }
  const isBucket = typed.trim().startsWith("s3://");
  const errorOf = (field: string) => problem?.fields[field] ?? null;
  return (
    <Panel title="Add a queue, reports or a topic">
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          void send(new FormData(event.currentTarget));
        }}
      >
        {problem ? <Notice tone="error" title={problem.detail} /> : null}
        <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,2fr)_minmax(0,3fr)_minmax(0,1fr)_auto]">
          <Field id="feed-account" label="Account" hint="It is read in the role of this account." error={errorOf("accountId")}>
            <select
              id="feed-account"
              value={accountId}
              onChange={(event) => setAccountId(event.target.value)}
              aria-describedby={`feed-account-${errorOf("accountId") ? "error" : "hint"}`}
              className={inputStyle}
            >
              {accounts.map((account) => (
                <option key={account.accountId} value={account.accountId}>
                  {visible(`${account.name} (${accountNumber(account.accountId)})`)}
                </option>
              ))}
            </select>
          </Field>
          <Field
            id="feed-address"
            label="Address"
            hint={
              <>
                The URL of an SQS queue, <code>s3://bucket/prefix</code>, or the ARN of an SNS topic.
              </>
            }
            error={errorOf("address")}
          >
            <Input
              id="feed-address"
              required
              maxLength={1_200}
              spellCheck={false}
              autoCapitalize="none"
              value={typed}
              onChange={(event) => setTyped(event.target.value)}
              placeholder="s3://security-reports/inspector/"
              aria-invalid={errorOf("address") ? true : undefined}
              aria-describedby={`feed-address-${errorOf("address") ? "error" : "hint"}`}
              className="font-mono text-[12.5px]"
            />
          </Field>
          <Field id="feed-region" label="Region of the bucket" error={errorOf("region")}>
            <Input
              id="feed-region"
              name="region"
              required
              disabled={!isBucket}
              title={isBucket ? undefined : "Queues and topics say it themselves"}
              maxLength={40}
              key={accountId}
              defaultValue={regions[0]}
              spellCheck={false}
              autoCapitalize="none"
              aria-invalid={errorOf("region") ? true : undefined}
              aria-describedby={errorOf("region") ? "feed-region-error" : undefined}
              className="font-mono text-[12.5px]"
            />
          </Field>
          <Button type="submit" look="primary" size="md" disabled={busy} className="lg:mt-6">
            Add feed
          </Button>
        </div>
        <details>
          <summary className="w-fit text-muted">Then, for a topic</summary>
          <p className="mt-2 mb-1.5 text-muted text-xs">It confirms its subscription by itself. Leave raw message delivery off.</p>
          <CodeBlock label="Commands for the topic" code={topicCommands(address)} />
        </details>
      </form>
    </Panel>
  );
}
