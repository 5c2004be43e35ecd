"use client";
import { useState } from "react";
import type { FormProblem } from "@/components/auth/form-problem";
import { lost } from "@/components/people/people-words";
import { RoleField } from "@/components/people/role-field";
import type { PeopleWrites } from "@/components/people/switch-person";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field, Input } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";
import type { Person } from "@/lib/auth";

type EditPersonProps = { person: Person; change: PeopleWrites["change"]; onClose: () => void };

/** Gives somebody another name or role. */
export function EditPerson({ person, change, onClose }: EditPersonProps) {
  const [problem, setProblem] = useState<FormProblem | null>(null);
  const [busy, setBusy] = useState(false);
  async function submit(data: FormData) {
    setBusy(true);
    setProblem(null);
    const role = data.get("role") === "admin" ? "admin" : "member";
    const refused = await change(person.id, { name: String(data.get("name") ?? ""), role }).catch(() => lost);
    if (refused === null) return onClose();
    setProblem(refused);
    setBusy(false);
  }
  const fault = problem?.fields.name ?? null;
  return (
    <Dialog open onOpenChange={(open) => open || onClose()} title={`Change ${person.name}`} description={person.email}>
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          void submit(new FormData(event.currentTarget));
        }}
      >
        {problem ? <Notice tone="error" title={problem.detail} /> : null}
        <Field id="edit-name" label="Name" error={fault}>
          <Input id="edit-name" name="name" required maxLength={100} defaultValue={person.name} aria-invalid={fault !== null} />
        </Field>
        <RoleField chosen={person.role} />
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" look="primary" disabled={busy}>
            Save
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
