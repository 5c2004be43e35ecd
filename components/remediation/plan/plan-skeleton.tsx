import { TableSkeleton } from "@/components/ui/skeletons";

/** In the place of the plan while it is made. */
export function PlanSkeleton() {
  return (
    <section aria-labelledby="upgrades">
      <h2 id="upgrades" className="mb-2 font-semibold text-base">
        Upgrades that close most
      </h2>
      <div role="status" aria-label="Making the plan">
        <TableSkeleton rows={5} />
      </div>
    </section>
  );
}
