"use client";
import { useRouter, useSearchParams } from "next/navigation";
import { useState, useTransition } from "react";
import { ecosystemChoices } from "@/components/ask/ecosystem-words";
import type { IndicatorListDetail } from "@/lib/indicator-lists/schemas";

/** Reads a list with its bare names as another ecosystem's; "" is any. */
export type ReadListAs = (id: string, ecosystem: string) => Promise<{ id: string } | { detail: string }>;
type ListEcosystemProps = { id: string; ecosystem: IndicatorListDetail["ecosystem"]; readAs: ReadListAs };

/** What names without an ecosystem mean. Another choice is another list, kept beside this one. */
export function ListEcosystem({ id, ecosystem, readAs }: ListEcosystemProps) {
  const [waiting, startTransition] = useTransition();
  const [problem, setProblem] = useState<string | null>(null);
  const router = useRouter();
  const parameters = useSearchParams();
  if (ecosystem.from === "list") return <span>names without an ecosystem are {labelOf(ecosystem.value)}, as the list says</span>;
  function choose(value: string) {
    startTransition(async () => {
      const result = await readAs(id, value);
      if ("detail" in result) return setProblem(result.detail);
      const next = new URLSearchParams(parameters);
      next.set("list", result.id);
      for (const name of ["cursor", "sel"]) next.delete(name);
      router.push(`/blast-radius?${next}`, { scroll: false });
    });
  }
  return (
    <>
      <label className="flex items-center gap-1.5">
        names without an ecosystem are
        <select
          value={ecosystem.value ?? ""}
          disabled={waiting}
          onChange={(event) => choose(event.target.value)}
          className="h-7 rounded-md border border-control bg-panel px-1.5 text-fg text-xs disabled:opacity-60"
        >
          <option value="">any ecosystem's</option>
          {ecosystemChoices.map(([value, label]) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </select>
      </label>
      <span role="alert" className="text-affected empty:hidden">
        {problem}
      </span>
    </>
  );
}

function labelOf(value: string | null): string {
  return ecosystemChoices.find(([word]) => word === value)?.[1] ?? value ?? "any ecosystem's";
}
