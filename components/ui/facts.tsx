export type Fact = { label: string; value: React.ReactNode };

/** Short facts, one a line: a name and what it is. Empty values are left out. */
export function Facts({ facts }: { facts: readonly Fact[] }) {
  return (
    <dl className="grid grid-cols-[minmax(6rem,auto)_minmax(0,1fr)] gap-x-5 gap-y-1.5">
      {facts
        .filter((fact) => fact.value !== null && fact.value !== "")
        .map((fact) => (
          <div key={fact.label} className="col-span-2 grid grid-cols-subgrid">
            <dt className="text-muted">{fact.label}</dt>
            <dd className="min-w-0 wrap-anywhere">{fact.value}</dd>
          </div>
        ))}
    </dl>
  );
}
