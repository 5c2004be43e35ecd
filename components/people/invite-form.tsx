"use client";
import { useRef, useState } from "react";
import type { FormProblem } from "@/components/auth/form-problem";
import { IssuedLink } from "@/components/people/issued-link";
import { type LinkAnswer, lost } from "@/components/people/people-words";
import { RoleField } from "@/components/people/role-field";
import { Button } from "@/components/ui/button";
import { Field, Input } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";
import { Panel } from "@/components/ui/panel";
import type { IssuedInvitation, Person } from "@/lib/auth";

type Invited = { name: string; email: string; role: Person["role"] };

/** Invites somebody, and shows the link that is to be given to them. */
export function InviteForm({ invite }: { invite: (input: Invited) => Promise<LinkAnswer> }) {
  const [issued, setIssued] = useState<IssuedInvitation | null>(null);
  const [problem, setProblem] = useState<FormProblem | null>(null);
  const [busy, setBusy] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  async function submit(data: FormData) {
    setBusy(true);
    setProblem(null);
    const text = (name: string) => String(data.get(name) ?? "");
    const role = text("role") === "admin" ? "admin" : "member";
    const answer = await invite({ name: text("name"), email: text("email"), role }).catch((): LinkAnswer => ({ problem: lost }));
    setBusy(false);
    if ("problem" in answer) return setProblem(answer.problem);
    setIssued(answer.issued);
    form.current?.reset();
  }
  const fault = (name: string) => problem?.fields[name] ?? null;
  return (
    <Panel title="Invite a person">
      {issued ? <IssuedLink issued={issued} className="mb-4" onHide={() => setIssued(null)} /> : null}
      <form
        ref={form}
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          void submit(new FormData(event.currentTarget));
        }}
      >
        {problem ? <Notice tone="error" title={problem.detail} /> : null}
        <Field id="name" label="Name" error={fault("name")}>
          <Input id="name" name="name" required maxLength={100} autoComplete="off" placeholder="Ada Lovelace" aria-invalid={fault("name") !== null} />
        </Field>
        <Field id="email" label="E-mail" hint="They sign in with it. Nothing is sent: you give them the link." error={fault("email")}>
          <Input
            id="email"
            name="email"
            type="email"
            required
            maxLength={200}
            autoComplete="off"
            aria-describedby={fault("email") ? "email-error" : "email-hint"}
            aria-invalid={fault("email") !== null}
          />
        </Field>
        <RoleField chosen="member" />
        <Button type="submit" look="primary" size="md" disabled={busy}>
          Make the link
        </Button>
      </form>
    </Panel>
  );
}
