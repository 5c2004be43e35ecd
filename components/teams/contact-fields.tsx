import { Field, Input } from "@/components/ui/field";
import type { OwnerContacts } from "@/lib/inventory/read/schemas";

const fields = [
  { name: "email", label: "Email", placeholder: "payments@example.com", type: "email" },
  { name: "chat", label: "Chat", placeholder: "#payments, or its URL", type: "text" },
  { name: "onCall", label: "On call", placeholder: "a URL or a number", type: "text" },
  { name: "runbook", label: "Runbook", placeholder: "https://wiki.example.com/payments", type: "url" },
] as const;

/** The names of the fields, as a form gives them. */
export const contactNames = fields.map(({ name }) => name);

type ContactFieldsProps = { contacts: OwnerContacts | undefined; idOf: (field: string) => string; errorOf: (field: string) => string | null };

/** Where a team is reached, so that an incident can call it. */
export function ContactFields({ contacts, idOf, errorOf }: ContactFieldsProps) {
  return (
    <fieldset className="grid grid-cols-1 gap-3 sm:grid-cols-2 xl:grid-cols-1">
      <legend className="mb-1.5 text-muted text-xs">During an incident</legend>
      {fields.map(({ name, label, placeholder, type }) => (
        <Field key={name} id={idOf(name)} label={label} optional error={errorOf(name)}>
          <Input
            id={idOf(name)}
            name={name}
            type={type}
            maxLength={name === "runbook" ? 500 : 200}
            defaultValue={contacts?.[name]}
            placeholder={placeholder}
            aria-invalid={errorOf(name) ? true : undefined}
            aria-describedby={errorOf(name) ? `${idOf(name)}-error` : undefined}
          />
        </Field>
      ))}
    </fieldset>
  );
}
