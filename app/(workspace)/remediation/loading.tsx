import { RemediationSkeleton } from "@/components/remediation/skeleton";

export default function Loading() {
  return <RemediationSkeleton />;
}
