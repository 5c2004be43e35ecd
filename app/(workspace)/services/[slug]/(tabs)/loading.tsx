import { TableSkeleton } from "@/components/ui/skeletons";

export default function Loading() {
  return (
    <div role="status" aria-label="Reading the service">
      <TableSkeleton rows={8} />
    </div>
  );
}
