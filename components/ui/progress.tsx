/** How far something is, 0 to 1; null when that is not known. */
export function Progress({ label, value }: { label: string; value: number | null }) {
  const now = value === null ? undefined : Math.round(value * 100);
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={now}
      className="h-1.5 overflow-hidden rounded-full bg-sunken"
    >
      {value === null ? (
        <div className="indeterminate h-full w-1/3 rounded-full bg-link" />
      ) : (
        <svg aria-hidden="true" className="block h-full w-full">
          <title>{label}</title>
          <rect width={`${now}%`} height="100%" className="fill-link" />
        </svg>
      )}
    </div>
  );
}
