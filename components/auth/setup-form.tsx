"use client";
import { useState } from "react";
import type { FormProblem } from "@/components/auth/form-problem";
import { PasswordField } from "@/components/auth/password-field";
import { trySignIn } from "@/components/auth/sign-in-form";
import { Button } from "@/components/ui/button";
import { Field, Input } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";

type NewAdministrator = { secret: string; name: string; email: string; password: string };
type SetupFormProps = { secret: string; create: (input: NewAdministrator) => Promise<FormProblem | null> };

const lost: FormProblem = { detail: "The server did not answer. Check that Wherein is running, then try again.", fields: {} };

/** Creates the administrator and signs in at once. */
export function SetupForm({ secret, create }: SetupFormProps) {
  const [problem, setProblem] = useState<FormProblem | null>(null);
  const [busy, setBusy] = useState(false);
  async function submit(form: FormData) {
    setBusy(true);
    setProblem(null);
    const text = (name: string) => String(form.get(name) ?? "");
    const refused = await create({ secret, name: text("name"), email: text("email"), password: text("password") }).catch(() => lost);
    if (refused) {
      setProblem(refused);
      return setBusy(false);
    }
    const signedIn = (await trySignIn(text("email"), text("password"))) === null;
    window.location.assign(signedIn ? "/" : "/sign-in");
  }
  const fault = (name: string) => problem?.fields[name] ?? null;
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
      <Field id="name" label="Name" error={fault("name")}>
        <Input id="name" name="name" autoComplete="name" required maxLength={100} autoFocus aria-invalid={fault("name") !== null} />
      </Field>
      <Field id="email" label="E-mail" error={fault("email")}>
        <Input id="email" name="email" type="email" autoComplete="username" required maxLength={200} aria-invalid={fault("email") !== null} />
      </Field>
      <PasswordField error={fault("password")} />
      <Button type="submit" look="primary" size="lg" disabled={busy}>
        {busy ? "Creating the account" : "Create and sign in"}
      </Button>
    </form>
  );
}
