import { TableSkeleton } from "@/components/ui/skeletons";

/** The shape of a page of figures: its sentence, five numbers, two drawings and a table. */
export function RemediationSkeleton() {
  return (
    <div role="status" aria-label="Counting">
      <div className="skeleton h-[34px] w-[min(34rem,90%)]" />
      <div className="skeleton mt-2 h-4 w-72 max-w-full" />
      <div className="mt-3 mb-4 flex flex-wrap gap-2">
        {["w-44", "w-16", "w-20", "w-20", "w-20", "w-16"].map((width, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the places are fixed
          <div key={index} className={`skeleton h-8 ${width}`} />
        ))}
      </div>
      <div className="panel grid grid-cols-2 overflow-hidden sm:grid-cols-3 lg:grid-cols-5">
        {["a", "b", "c", "d", "e"].map((key) => (
          <div key={key} className="-mt-px -ml-px border-line border-t border-l px-4 py-3">
            <div className="skeleton h-3.5 w-24" />
            <div className="skeleton mt-2.5 h-6 w-20" />
            <div className="skeleton mt-2 h-3 w-28" />
          </div>
        ))}
      </div>
      <div className="mt-5 grid gap-5 lg:grid-cols-[minmax(0,1.45fr)_minmax(0,1fr)]">
        {["open", "flow"].map((key) => (
          <div key={key} className="panel px-4 py-3.5">
            <div className="skeleton h-4 w-32" />
            <div className="skeleton mt-4 h-[225px]" />
          </div>
        ))}
      </div>
      <div className="skeleton mt-5 mb-2 h-5 w-56" />
      <TableSkeleton rows={6} />
    </div>
  );
}

/** The shape of a team's week: its sentence, six numbers and four lists. */
export function WeekSkeleton() {
  return (
    <div role="status" aria-label="Counting the week">
      <div className="skeleton h-7 w-[min(30rem,90%)]" />
      <div className="skeleton mt-3 mb-4 h-6 w-[min(40rem,90%)]" />
      <div className="skeleton h-[94px]" />
      <div className="mt-5 grid gap-5 lg:grid-cols-2">
        {["open", "time", "opened", "fixed"].map((key) => (
          <div key={key} className="panel px-4 py-3.5">
            <div className="skeleton h-4 w-32" />
            <div className="skeleton mt-3 h-40" />
          </div>
        ))}
      </div>
    </div>
  );
}
