import { EmptyState } from "@/components/ui/empty-state";
import { count } from "@/components/ui/number-format";

/** More findings than this are put into a plan only when somebody asks for it: it takes the process's whole attention for as long. */
export const plannedUnaskedMax = 200_000;

/** In the place of a plan of very many findings: how to narrow it, or to have it all the same. */
export function PlanOnDemand({ findings, href }: { findings: number; href: string }) {
  return (
    <section aria-labelledby="upgrades">
      <h2 id="upgrades" className="mb-2 font-semibold text-base">
        Upgrades that close most
      </h2>
      <div className="panel">
        <EmptyState title={`A plan of ${count(findings)} findings is made when you ask for it`}>
          Choose a team, a service or a severity above, which takes a moment; or{" "}
          <a href={href} className="link-inline">
            make it of all of them
          </a>
          , which can take half a minute.
        </EmptyState>
      </div>
    </section>
  );
}
