import Link from "next/link";
import { DecidedMark } from "@/components/findings/triage/state-mark";
import { count, plural } from "@/components/ui/number-format";
import { Panel } from "@/components/ui/panel";
import { decisionHref } from "@/components/urls";
import type { Decision } from "@/lib/decisions/schemas";

/** What counts instead of it for findings that it means. Nothing where nothing does. */
export function Overridden({ overriddenBy }: Pick<Decision, "overriddenBy">) {
  if (overriddenBy.length === 0) return null;
  const findings = overriddenBy.reduce((sum, each) => sum + each.findings, 0);
  return (
    <Panel title="What counts instead" note={plural(findings, "finding")}>
      <ul className="flex flex-col gap-1.5">
        {overriddenBy.map(({ id, state, scope, findings: of }) => (
          <li key={id} className="flex flex-wrap items-center gap-x-3">
            <Link prefetch={false} href={decisionHref(id)} className="link">
              <DecidedMark state={state} />
            </Link>
            <span className="text-muted">
              {scope === "everywhere" ? "everywhere" : `for the ${scope}`}, {count(of)}
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
