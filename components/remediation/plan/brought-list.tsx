import { count } from "@/components/ui/number-format";
import { VisibleText } from "@/components/ui/visible-text";
import { overrideOf, versionsText } from "@/lib/remediation/plan/plan-words";
import type { Brought } from "@/lib/remediation/plan/schemas";

/** What a direct dependency brings, and how each of it is fixed. */
export function BroughtList({ brings, more, by }: { brings: readonly Brought[]; more: number; by: string }) {
  if (brings.length === 0) return null;
  const overridden = brings.filter(isOverridden).length;
  return (
    <ul aria-label="What it brings" className="mt-0.5 space-y-0.5 text-xs">
      {brings.map((each) => (
        <li key={`${each.package.ecosystem} ${each.package.name} ${each.line}`} className="wrap-anywhere">
          <a href={each.href} className="link inline-flex min-h-6 items-center">
            {count(each.findings)} by {each.package.name}
          </a>{" "}
          <span className="text-muted">
            <VisibleText text={versionsText(each.versions.slice(0, 3))} />:
          </span>{" "}
          <BroughtFix brought={each} by={by} />
        </li>
      ))}
      {overridden > 0 ? (
        <li className="wrap-anywhere text-unknown">
          not known which <VisibleText text={by} /> brings {overridden === 1 ? "a fixed one" : "fixed ones"}: override by hand
        </li>
      ) : null}
      {more > 0 ? <li className="text-muted">and {count(more)} more packages</li> : null}
    </ul>
  );
}

function BroughtFix({ brought, by }: { brought: Brought; by: string }) {
  const { broughtFixedBy: shown } = brought;
  if (shown)
    return (
      <>
        <VisibleText text={by} /> <Version text={shown.version} /> {shown.isInUse ? "is in use and elsewhere" : ""} brings <Version text={shown.brings} />
        {shown.isInUse ? ": resolve dependencies again" : ", as builds of the fleet show"}
      </>
    );
  const to = overrideOf(brought);
  if (to === null) return <span className="text-unknown">no known version fixes it</span>;
  return (
    <>
      override with <Version text={to.version} />
    </>
  );
}

/** Nothing shows a version of the direct dependency that brings a fixed one. */
const isOverridden = (brought: Brought) => brought.broughtFixedBy === null && overrideOf(brought) !== null;

function Version({ text }: { text: string }) {
  return (
    <b className="font-mono font-semibold">
      <VisibleText text={text} />
    </b>
  );
}
