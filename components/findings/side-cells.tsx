import { SaysMark } from "@/components/inspector/says-mark";
import { InspectorSeverity, StateMark } from "@/components/inspector/side-cells";
import { FixedIn } from "@/components/vulnerabilities/fixed-in";
import type { Finding } from "@/lib/findings/schemas";

/** Who says so, and Inspector's severity where it is another. */
export function SidesCell({ sides }: { sides: Finding["sides"] }) {
  const { inspector, severityDiffers, status } = sides;
  return (
    <span className="inline-flex items-center gap-2">
      <SaysMark sides={sides} />
      {inspector && (severityDiffers || status === "inspector") ? (
        <span title={severityDiffers ? "Inspector gives another severity" : "As Inspector gives it"}>
          <InspectorSeverity severity={inspector.severity} />
        </span>
      ) : null}
      {inspector && inspector.state !== "open" ? <StateMark state={inspector.state} /> : null}
    </span>
  );
}

/** The fixes of both sides where they are not the same, else those of whoever says so. */
export function BothFixes({ row: { fixed, sides } }: { row: Pick<Finding, "fixed" | "sides"> }) {
  const theirs = sides.inspector?.fixed ?? [];
  if (sides.status === "inspector") return <FixedIn versions={theirs} either />;
  return (
    <>
      <FixedIn versions={fixed} either />
      {sides.fixDiffers ? (
        <span className="font-sans text-muted text-xs" title="What Inspector names as the fix">
          {" "}
          Inspector: <FixedIn versions={theirs} either />
        </span>
      ) : null}
    </>
  );
}
