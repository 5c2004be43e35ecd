import { count } from "@/components/ui/number-format";
import { VisibleText } from "@/components/ui/visible-text";
import type { AffectedPackage } from "@/lib/advisories/vulnerabilities/schemas";

const shownMax = 3;
const rangesMax = 8;

/** Packages of an advisory with their ranges in words: the first of them, the others on demand. */
export function AffectedPackages({ packages, total }: { packages: readonly AffectedPackage[]; total: number }) {
  if (packages.length === 0) return <span className="text-muted">no package that could be matched</span>;
  const rest = packages.slice(shownMax);
  return (
    <>
      <PackageList packages={packages.slice(0, shownMax)} />
      {rest.length > 0 ? (
        <details className="mt-1">
          <summary className="link w-fit leading-6">{count(total - shownMax)} more packages</summary>
          <PackageList packages={rest} />
          {total > packages.length ? <p className="text-muted">And {count(total - packages.length)} more in the record.</p> : null}
        </details>
      ) : null}
    </>
  );
}

function PackageList({ packages }: { packages: readonly AffectedPackage[] }) {
  return (
    <ul className="flex flex-col gap-1.5">
      {packages.map((each) => (
        <li key={`${each.ecosystem} ${each.name}`} className="wrap-anywhere">
          <span className="text-muted">
            <VisibleText text={each.ecosystem} />
          </span>{" "}
          <span className="font-mono text-[12.5px]">
            <VisibleText text={each.name} />
          </span>
          <span className="block font-mono text-[12.5px]">
            <VisibleText text={rangesOf(each)} />
          </span>
        </li>
      ))}
    </ul>
  );
}

function rangesOf({ ranges, versions, versionsTotal }: AffectedPackage): string {
  if (ranges.length > 0) return ranges.slice(0, rangesMax).join("; ") + (ranges.length > rangesMax ? `; and ${ranges.length - rangesMax} more` : "");
  if (versions.length === 0) return "no versions named";
  return `${versions.join(", ")}${versionsTotal > versions.length ? `, and ${versionsTotal - versions.length} more` : ""}`;
}
