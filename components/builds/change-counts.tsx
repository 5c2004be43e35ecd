import { count } from "@/components/ui/number-format";

/** How many package versions came and went with a build. */
export function ChangeCounts({ opened, closed }: { opened: number; closed: number }) {
  if (opened === 0 && closed === 0) return <span className="text-muted">no change</span>;
  return (
    <span className="inline-flex gap-2">
      <span className={opened === 0 ? "text-muted" : ""}>+{count(opened)}</span>
      <span className={closed === 0 ? "text-muted" : ""}>−{count(closed)}</span>
    </span>
  );
}
