"use client";
import { signIn } from "next-auth/react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Field, Input } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";

type SignInFormProps = { back: string; failed: boolean };
const wrong = "The e-mail address or the password is wrong.";

export function SignInForm({ back, failed }: SignInFormProps) {
  const [problem, setProblem] = useState(failed ? wrong : null);
  const [busy, setBusy] = useState(false);
  async function submit(form: FormData) {
    setBusy(true);
    setProblem(null);
    const problemNow = await trySignIn(String(form.get("email") ?? ""), String(form.get("password") ?? ""));
    // A full load: everything that was drawn for nobody is then drawn for this person.
    if (problemNow === null) return window.location.assign(back);
    setProblem(problemNow);
    setBusy(false);
  }
  return (
    <form
      method="post"
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        void submit(new FormData(event.currentTarget));
      }}
    >
      {problem ? <Notice tone="error" title={problem} /> : null}
      <Field id="email" label="E-mail">
        <Input id="email" name="email" type="email" autoComplete="username" required autoFocus />
      </Field>
      <Field id="password" label="Password">
        <Input id="password" name="password" type="password" autoComplete="current-password" required />
      </Field>
      <Button type="submit" look="primary" size="lg" disabled={busy}>
        {busy ? "Signing in" : "Sign in"}
      </Button>
    </form>
  );
}

/** Null when signed in, else what to tell. */
export async function trySignIn(email: string, password: string): Promise<string | null> {
  try {
    const result = await signIn("credentials", { email, password, redirect: false });
    if (result?.ok && !result.error) return null;
    return result?.error === "rate_limited" ? "Too many attempts. Wait a minute, then try again." : wrong;
  } catch {
    return "The server did not answer. Check that Wherein is running, then try again.";
  }
}
