const rows = [0, 1, 2, 3, 4];

/** In the place of the plan while it is made: its sentence, and five upgrades of the height that most have. */
export function PlanSkeleton() {
  return (
    <section aria-labelledby="upgrades">
      <h2 id="upgrades" className="mb-2 font-semibold text-base">
        Upgrades that close most
      </h2>
      <div role="status" aria-label="Making the plan">
        <div className="skeleton mb-2.5 h-[18px] w-[min(32rem,90%)]" />
        <div className="panel overflow-hidden">
          <div className="h-8 bg-sunken max-md:hidden" />
          {rows.map((row) => (
            <div
              key={row}
              className="flex h-[59px] gap-8 border-line border-t px-3 pt-2.5 max-md:h-[131px] max-md:flex-wrap max-md:content-start max-md:gap-2.5"
            >
              <div className="min-w-0 flex-1 max-md:flex-none max-md:basis-full">
                <div className="skeleton h-3.5 w-44 max-w-full" />
                <div className="skeleton mt-2.5 h-3 w-28 max-w-full" />
              </div>
              {["w-14", "w-16", "w-16", "w-24", "w-28"].map((width, place) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: the places are fixed
                <div key={place} className={`skeleton h-3.5 ${width}`} />
              ))}
            </div>
          ))}
        </div>
      </div>
    </section>
  );
}
