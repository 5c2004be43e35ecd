import { WeekSkeleton } from "@/components/remediation/skeleton";

export default function Loading() {
  return <WeekSkeleton />;
}
