import Link from "next/link";
import { otherQuestion, type View, viewHref } from "@/components/blast-radius/view";
import { count, plural } from "@/components/ui/number-format";
import { Panel } from "@/components/ui/panel";
import { VisibleText } from "@/components/ui/visible-text";
import { questionFor } from "@/components/urls";
import type { AffectedRow, BlastRadius } from "@/lib/blast-radius/schemas";
import { visible } from "@/lib/text/visible.mjs";

/** The direct dependencies that bring it, by services: usually a few upgrades explain nearly all of them. */
export function ExplainPanel({ answer, view }: { answer: BlastRadius; view: View }) {
  const byCause = new Map<string, { label: React.ReactNode; services: Set<string> }>();
  for (const row of answer.data) {
    const via = row.via[0];
    const key = row.package === null ? "itself" : row.direct ? "direct" : via ? `${via.ecosystem} ${via.name} ${via.version}` : "unknown";
    const label = row.package === null ? "the artifact itself" : <Cause direct={row.direct === true} via={via} />;
    const cause = byCause.get(key) ?? { label, services: new Set<string>() };
    cause.services.add(row.service.slug);
    byCause.set(key, cause);
  }
  const causes = [...byCause.entries()].sort((a, b) => b[1].services.size - a[1].services.size);
  if (causes.length === 0) return null;
  const most = causes[0]?.[1].services.size ?? 1;
  const whole = answer.meta.rows <= answer.data.length;
  return (
    <Panel title="What explains it" note={whole ? "services" : `services, of the ${count(answer.data.length)} rows shown`}>
      <ul className="flex flex-col gap-2.5">
        {causes.slice(0, 5).map(([key, cause]) => (
          <li key={key} className="grid grid-cols-[1fr_auto] gap-x-3 gap-y-1">
            {cause.label}
            <b className="font-semibold">{count(cause.services.size)}</b>
            <Meter share={cause.services.size / most} />
          </li>
        ))}
      </ul>
      <p className="mt-2.5 flex justify-between gap-3 text-muted text-xs">
        <span>{causes.length > 5 ? `and ${plural(causes.length - 5, "other")}` : ""}</span>
        <Link href={viewHref(view, { tab: "upgrades" })} scroll={false} className="link-inline">
          What to upgrade
        </Link>
      </p>
    </Panel>
  );
}

function Cause({ direct, via }: { direct: boolean; via: AffectedRow["via"][number] | undefined }) {
  if (direct) return "direct dependency";
  return via ? (
    <code className="wrap-anywhere">
      <VisibleText text={`${via.name} ${via.version ?? ""}`.trim()} />
    </code>
  ) : (
    "no path in the SBOM"
  );
}

/** Versions found in the fleet; each is a narrower question. */
export function VersionsPanel({ answer, view }: { answer: BlastRadius; view: View }) {
  if (answer.versions.length === 0) return null;
  const several = new Set(answer.versions.map((entry) => `${entry.ecosystem}:${entry.name}`)).size > 1;
  return (
    <Panel title="Versions found" note="services">
      <ul className="-mx-1.5 max-h-64 overflow-y-auto">
        {answer.versions.map((entry) => (
          <li key={`${entry.ecosystem}:${entry.name}@${entry.version}`}>
            <Link
              href={otherQuestion(view, questionFor(entry, entry.version))}
              className="flex min-h-7 items-center justify-between gap-3 rounded px-1.5 -outline-offset-2 hover:bg-hover"
            >
              <code className="flex min-w-0 gap-2 text-link">
                {several ? (
                  <span className="truncate text-muted" title={visible(entry.name)}>
                    <VisibleText text={entry.name} />
                  </span>
                ) : null}
                <span className={several ? "max-w-[60%] shrink-0 truncate" : "truncate"}>
                  <VisibleText text={entry.version || "no version"} />
                </span>
              </code>
              <span>{count(entry.services)}</span>
            </Link>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function Meter({ share }: { share: number }) {
  return (
    <svg aria-hidden="true" className="col-span-2 block h-1 w-full">
      <title>Share</title>
      <rect width="100%" height="100%" rx="2" className="fill-sunken" />
      <rect width={`${Math.max(share * 100, 1)}%`} height="100%" rx="2" className="fill-affected" />
    </svg>
  );
}
