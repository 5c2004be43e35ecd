"use client";
import { useState } from "react";
import type { FormProblem } from "@/components/auth/form-problem";
import { PasswordField } from "@/components/auth/password-field";
import { trySignIn } from "@/components/auth/sign-in-form";
import { Button } from "@/components/ui/button";
import { Field, Input } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";

type Accepted = { secret: string; name?: string; password: string };
/** `name` null: they are a user, and choose a new password. */
type JoinFormProps = { secret: string; email: string; name: string | null; accept: (input: Accepted) => Promise<FormProblem | null> };

const lost: FormProblem = { detail: "The server did not answer. Check that Wherein is running, then try again.", fields: {} };

/** Takes an invitation, or a new password, and signs in at once. */
export function JoinForm({ secret, email, name, accept }: JoinFormProps) {
  const [problem, setProblem] = useState<FormProblem | null>(null);
  const [busy, setBusy] = useState(false);
  async function submit(form: FormData) {
    setBusy(true);
    setProblem(null);
    const password = String(form.get("password") ?? "");
    const refused = await accept({ secret, password, ...(name !== null && { name: String(form.get("name") ?? "") }) }).catch(() => lost);
    if (refused) {
      setProblem(refused);
      return setBusy(false);
    }
    const signedIn = (await trySignIn(email, password)) === null;
    window.location.assign(signedIn ? "/" : "/sign-in");
  }
  const fault = (field: string) => problem?.fields[field] ?? null;
  return (
    <form
      method="post"
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        void submit(new FormData(event.currentTarget));
      }}
    >
      {problem ? <Notice tone="error" title={problem.detail} /> : null}
      {/* For password managers: which account the new password is of. */}
      <input type="hidden" name="username" autoComplete="username" value={email} readOnly />
      {name === null ? null : (
        <Field id="name" label="Name" hint="As others see it." error={fault("name")}>
          <Input id="name" name="name" autoComplete="name" required maxLength={100} defaultValue={name} aria-invalid={fault("name") !== null} />
        </Field>
      )}
      <PasswordField error={fault("password")} autoFocus />
      <Button type="submit" look="primary" size="lg" disabled={busy}>
        {name === null ? "Change it and sign in" : "Join and sign in"}
      </Button>
    </form>
  );
}
