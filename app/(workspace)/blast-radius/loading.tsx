import { TableSkeleton } from "@/components/ui/skeletons";

/** The verdict page while the answer is on its way. */
export default function Loading() {
  return (
    <div role="status" aria-label="Looking through the inventory">
      <div className="skeleton h-10 rounded-lg" />
      <div className="skeleton mt-7 h-6 w-[min(36rem,90%)]" />
      <div className="skeleton mt-4 h-4 w-[min(24rem,70%)]" />
      <div className="skeleton mt-6 h-2.5 w-full" />
      <div className="skeleton mt-3 mb-8 h-6 w-72 max-w-full" />
      <div className="grid gap-6 xl:grid-cols-[minmax(0,1fr)_348px]">
        <TableSkeleton rows={10} />
        <div className="skeleton h-52 rounded-lg" />
      </div>
    </div>
  );
}
