import { Suspense } from "react";
import { PlanSection } from "@/components/remediation/plan/plan-section";
import { PlanSkeleton } from "@/components/remediation/plan/plan-skeleton";
import { askOf, type RemediationView, remediationHref } from "@/components/remediation/view";
import { withQuery } from "@/components/urls";
import type { Context } from "@/lib/context";
import { getRemediationPlan, planLimitMax } from "@/lib/remediation/plan";
import { readFor } from "../read";

const shown = 5;

type PlanProps = { ctx: Context; view: RemediationView; base: string; team?: string };

/** The upgrades that close most of what the figures are of, first. The rest of the page does not wait for them. */
export function Plan(props: PlanProps) {
  return (
    <Suspense fallback={<PlanSkeleton />}>
      <MadePlan {...props} />
    </Suspense>
  );
}

async function MadePlan({ ctx, view, base, team }: PlanProps) {
  const { from: _, to: __, asOf: ___, ...filters } = askOf(view, team);
  const asked = { ...filters, reach: view.reach ?? ("any" as const) };
  const plan = await readFor(ctx, getRemediationPlan({ ctx, input: { ...asked, limit: view.all === "upgrades" ? planLimitMax : shown } }));
  const exportAs = (format: string) => withQuery("/api/v1/remediation/plan/export", { ...asked, format });
  return (
    <PlanSection
      plan={plan}
      hrefOf={(reach) => remediationHref(base, view, { reach: reach === "line" ? reach : undefined })}
      exports={{ csv: exportAs("csv"), markdown: exportAs("markdown") }}
      all={remediationHref(base, view, { all: "upgrades" })}
    />
  );
}
