import { count } from "@/components/ui/number-format";
import { VisibleText } from "@/components/ui/visible-text";
import { FixedIn } from "@/components/vulnerabilities/fixed-in";
import type { PackageVulnerability } from "@/lib/advisories/vulnerabilities/schemas";

type Version = PackageVulnerability["versions"][number];

/** A line for each fix: the versions that it is for, newest first, and the fix of their own branch. Versions that could not be judged stand apart. */
export function VersionsWithFix({ row: { versions, versionsTotal } }: { row: Pick<PackageVulnerability, "versions" | "versionsTotal"> }) {
  return (
    <ul>
      {groupsOf(versions).map((group) => (
        <li key={group.map(({ packageVersionId }) => packageVersionId).join()} className="wrap-anywhere">
          <Versions versions={group} />
          {group[0]?.state === "undetermined" ? (
            <span className="font-sans text-unknown"> not judged</span>
          ) : (
            <>
              <span className="font-sans text-muted">{group[0]?.fixed.length === 0 ? ", " : " fixed in "}</span>
              <FixedIn versions={group[0]?.fixed ?? []} open either />
            </>
          )}
        </li>
      ))}
      {versionsTotal > versions.length ? <li className="font-sans text-muted">and {count(versionsTotal - versions.length)} more versions</li> : null}
    </ul>
  );
}

function groupsOf(versions: readonly Version[]): Version[][] {
  const groups = new Map<string, Version[]>();
  for (const version of versions) {
    const key = JSON.stringify([version.state, version.fixed]);
    groups.set(key, [...(groups.get(key) ?? []), version]);
  }
  return [...groups.values()];
}

/** Those that are held now in full ink. */
function Versions({ versions }: { versions: readonly Version[] }) {
  return versions.map(({ packageVersionId, version, release, held }, index) => (
    <span key={packageVersionId} className={held ? undefined : "text-muted"} title={held ? undefined : "not held now"}>
      {index > 0 ? ", " : ""}
      <VisibleText text={version || "no version"} />
      {release ? (
        <span className="font-sans text-muted">
          {" "}
          <VisibleText text={release} />
        </span>
      ) : null}
    </span>
  ));
}
