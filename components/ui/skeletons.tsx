/** Lines where a table will be: 34 px each, so nothing jumps when it comes. */
export function TableSkeleton({ rows }: { rows: number }) {
  return (
    <div className="panel overflow-hidden">
      <div className="h-8 bg-sunken" />
      {Array.from({ length: rows }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the rows are alike
        <div key={row} className="flex h-[35px] items-center gap-8 border-line border-t px-3">
          <div className="skeleton h-3.5 w-36" />
          <div className="skeleton h-3.5 w-16" />
          <div className="skeleton h-3.5 flex-1" />
          <div className="skeleton h-3.5 w-20 max-sm:hidden" />
        </div>
      ))}
    </div>
  );
}

/** A page with a title and a table. */
export function ListPageSkeleton({ label }: { label: string }) {
  return (
    <div role="status" aria-label={label}>
      <div className="skeleton mb-5 h-7 w-48" />
      <div className="skeleton mb-3 h-8 w-80 max-w-full" />
      <TableSkeleton rows={12} />
    </div>
  );
}
