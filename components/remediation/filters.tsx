import Link from "next/link";
import { AsOfMenu } from "@/components/remediation/as-of-menu";
import { PeriodMenu } from "@/components/remediation/period-menu";
import { ServiceMenu } from "@/components/remediation/service-menu";
import { isNarrowed, noFilters, type RemediationView, remediationHref } from "@/components/remediation/view";
import { FacetMenu } from "@/components/ui/facet-menu";
import { advisoryKinds, severityWords } from "@/lib/advisories/model";
import type { RemediationFigures } from "@/lib/remediation/schemas";

type FiltersProps = {
  base: string;
  view: RemediationView;
  /** Null: nothing could be read. */
  figures: Pick<RemediationFigures, "period" | "open"> | null;
  /** Null where the page is of one team. */
  teams: readonly { slug: string; name: string }[] | null;
  today: string;
  children?: React.ReactNode;
};

const flip = <T extends string>(values: readonly T[], value: T) => (values.includes(value) ? values.filter((other) => other !== value) : [...values, value]);

/** What the figures are of: whose, of what, over which time. All of it is in the address. */
export function RemediationFilters({ base, view, figures, teams, today, children }: FiltersProps) {
  const href = (changes: Partial<RemediationView>) => remediationHref(base, view, changes);
  const open = figures?.open;
  return (
    <div className="mt-3 mb-4 flex flex-wrap items-center gap-2" data-noprint>
      <PeriodMenu base={base} view={view} period={figures?.period ?? null} today={today} />
      <AsOfMenu base={base} view={view} asOf={figures?.period.asOf ?? null} today={today} />
      {teams ? (
        <FacetMenu
          name="Team"
          selected={view.team}
          clearHref={href({ team: [] })}
          options={[...teams.map(({ slug, name }) => ({ value: slug, label: name })), { value: "none", label: "Without a team" }].map((option) => ({
            ...option,
            href: href({ team: flip(view.team, option.value) }),
          }))}
        />
      ) : null}
      <ServiceMenu base={base} view={view} />
      <FacetMenu
        name="Severity"
        selected={view.severity}
        clearHref={href({ severity: [] })}
        options={severityWords.map((value) => ({
          value,
          label: value,
          href: href({ severity: flip(view.severity, value) }),
          ...(open ? { count: open.bySeverity[value] } : {}),
        }))}
      />
      <FacetMenu
        name="Kind"
        selected={view.kind}
        clearHref={href({ kind: [] })}
        options={advisoryKinds.map((value) => ({
          value,
          label: value,
          href: href({ kind: flip(view.kind, value) }),
          ...(open ? { count: open.byKind[value] ?? 0 } : {}),
        }))}
      />
      {isNarrowed(view) ? (
        <Link href={href(noFilters)} scroll={false} className="link px-1 leading-8">
          Clear all
        </Link>
      ) : null}
      <span className="flex gap-2 sm:ml-auto">{children}</span>
    </div>
  );
}
