import { Field, Input } from "@/components/ui/field";

/** A password that is chosen now. */
export function PasswordField({ error, autoFocus }: { error: string | null; autoFocus?: boolean }) {
  return (
    <Field id="password" label="Password" hint="At least 12 characters." error={error}>
      <Input
        id="password"
        name="password"
        type="password"
        autoComplete="new-password"
        required
        minLength={12}
        maxLength={200}
        autoFocus={autoFocus}
        aria-describedby={error ? "password-error" : "password-hint"}
        aria-invalid={error !== null}
      />
    </Field>
  );
}
