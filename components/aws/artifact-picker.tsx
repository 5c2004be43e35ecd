"use client";
import { useEffect, useState } from "react";
import { useArtifacts, useServices } from "@/components/aws/use-service-choice";
import { Field, Input, inputStyle } from "@/components/ui/field";
import { visible } from "@/lib/text/visible.mjs";

export type ArtifactChoice = { id: number; service: string };
type ArtifactPickerProps = { chosen: ArtifactChoice | null; onChoose: (choice: ArtifactChoice | null) => void; error: string | null };

/** Chooses a service by typing a part of its name, then one of its artifacts. The only one there is is chosen by itself. */
export function ArtifactPicker({ chosen, onChoose, error }: ArtifactPickerProps) {
  const [typed, setTyped] = useState("");
  const services = useServices(typed);
  const exact = services.value?.find(({ slug }) => slug === typed.trim()) ?? (services.value?.length === 1 ? services.value[0] : undefined);
  const artifacts = useArtifacts(exact?.slug ?? null);
  const slug = exact?.slug ?? null;
  const first = artifacts.value?.[0]?.id ?? null;
  // biome-ignore lint/correctness/useExhaustiveDependencies: only another service makes another choice
  useEffect(() => {
    onChoose(slug === null || first === null ? null : { id: first, service: slug });
  }, [slug, first]);
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <Field id="service-choice" label="Service" hint={hintOf(typed, services)} error={error}>
        <Input
          id="service-choice"
          list="service-choices"
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          maxLength={200}
          spellCheck={false}
          autoCapitalize="none"
          autoComplete="off"
          placeholder="payments"
          aria-invalid={error ? true : undefined}
          aria-describedby={error ? "service-choice-error" : "service-choice-hint"}
        />
        <datalist id="service-choices">
          {services.value?.map(({ slug: value, name }) => (
            <option key={value} value={value} label={name === value ? undefined : visible(name)} />
          ))}
        </datalist>
      </Field>
      <Field id="artifact-choice" label="Artifact">
        <select
          id="artifact-choice"
          disabled={slug === null || !artifacts.value}
          value={chosen?.id ?? ""}
          onChange={(event) => slug && onChoose({ id: Number(event.target.value), service: slug })}
          className={inputStyle}
        >
          {artifacts.value?.length ? null : <option value="">{slug === null ? "Choose a service first" : artifacts.value ? "It has none" : "..."}</option>}
          {artifacts.value?.map(({ id, kind, name, ref }) => (
            <option key={id} value={id}>
              {visible(`${name} ${ref} (${kind})`)}
            </option>
          ))}
        </select>
      </Field>
    </div>
  );
}

function hintOf(typed: string, { value, failed }: ReturnType<typeof useServices>): string {
  if (failed) return "The services could not be asked for. Try again.";
  if (typed.trim() === "") return "A part of its name.";
  if (value === null) return "Looking ...";
  if (value.length === 0) return "No service is called so.";
  return value.length === 1 ? `It is ${visible(value[0]?.slug ?? "")}.` : value.map(({ slug }) => visible(slug)).join(", ");
}
