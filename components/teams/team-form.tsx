"use client";
import { useState } from "react";
import type { FormProblem } from "@/components/auth/form-problem";
import { ContactFields, contactNames } from "@/components/teams/contact-fields";
import { Button } from "@/components/ui/button";
import { Field, Input } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";
import type { OwnerContacts } from "@/lib/inventory/read/schemas";

/** What a form says of a team; an empty slug is made from the name. */
export type TeamFields = { slug: string; name: string; contact: string | null; contacts?: OwnerContacts };
export type SaveTeamFields = (fields: TeamFields) => Promise<FormProblem | null>;

type TeamFormProps = {
  /** The team to change; null: a new one, which also has a slug to choose. */
  team: TeamFields | null;
  save: SaveTeamFields;
  onSaved: (form: HTMLFormElement) => void;
  submit: string;
  onCancel?: () => void;
};

const lost: FormProblem = { detail: "The server did not answer. Try again.", fields: {} };

export function TeamForm({ team, save, onSaved, submit, onCancel }: TeamFormProps) {
  const [problem, setProblem] = useState<FormProblem | null>(null);
  const [busy, setBusy] = useState(false);
  const id = (field: string) => (team ? `edit-${field}` : field);
  async function send(form: HTMLFormElement) {
    const data = new FormData(form);
    const text = (field: string) => String(data.get(field) ?? "").trim();
    setBusy(true);
    setProblem(null);
    const contacts = Object.fromEntries(contactNames.flatMap((name) => (text(name) === "" ? [] : [[name, text(name)]])));
    const refused = await save({ slug: team?.slug ?? text("slug"), name: text("name"), contact: text("contact") || null, contacts }).catch(() => lost);
    setBusy(false);
    if (refused === null) onSaved(form);
    else setProblem(refused);
  }
  const errorOf = (field: string) => problem?.fields[field] ?? null;
  const stateOf = (field: string, hinted: boolean) => ({
    "aria-invalid": errorOf(field) ? true : undefined,
    "aria-describedby": errorOf(field) ? `${id(field)}-error` : hinted ? `${id(field)}-hint` : undefined,
  });
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        void send(event.currentTarget);
      }}
    >
      {problem ? <Notice tone="error" title={problem.detail} /> : null}
      <Field id={id("name")} label="Name" error={errorOf("name")}>
        <Input id={id("name")} name="name" required maxLength={100} defaultValue={team?.name} placeholder="Payments" {...stateOf("name", false)} />
      </Field>
      {team ? null : (
        <Field
          id="slug"
          label="Slug"
          optional
          hint={
            <>
              What <code>team:</code> takes, and never changes. Left empty it is made from the name.
            </>
          }
          error={errorOf("slug")}
        >
          <Input
            id="slug"
            name="slug"
            maxLength={100}
            autoCapitalize="none"
            spellCheck={false}
            placeholder="payments"
            className="font-mono"
            {...stateOf("slug", true)}
          />
        </Field>
      )}
      <Field id={id("contact")} label="Contact" optional hint="Where to reach it: a channel, an address." error={errorOf("contact")}>
        <Input
          id={id("contact")}
          name="contact"
          maxLength={200}
          defaultValue={team?.contact ?? undefined}
          placeholder="#payments"
          {...stateOf("contact", true)}
        />
      </Field>
      <ContactFields contacts={team?.contacts} idOf={id} errorOf={errorOf} />
      <div className="flex justify-end gap-2">
        {onCancel ? (
          <Button size="md" onClick={onCancel}>
            Cancel
          </Button>
        ) : null}
        <Button type="submit" look="primary" size="md" disabled={busy} className={onCancel ? undefined : "flex-1"}>
          {submit}
        </Button>
      </div>
    </form>
  );
}
