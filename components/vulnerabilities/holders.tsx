import { CircleHelp } from "lucide-react";
import { EmptyState } from "@/components/ui/empty-state";
import { count } from "@/components/ui/number-format";
import { Pager } from "@/components/ui/pager";
import { TabLinks } from "@/components/ui/tab-links";
import { HoldersTable } from "@/components/vulnerabilities/holders-table";
import { type HoldersView, holdersHref } from "@/components/vulnerabilities/view";
import type { Vulnerability, VulnerabilityServices } from "@/lib/advisories/vulnerabilities/schemas";

type HoldersProps = { vulnerability: Vulnerability; list: VulnerabilityServices; view: HoldersView };

const words = { affected: "Affected", undetermined: "Could not be judged", past: "Had it" } as const;
const nothing = {
  affected: "No service is affected by what its newest SBOM names",
  undetermined: "Every version that is held could be judged",
  past: "No service had it before",
} as const;

/** The services by what is known of them, a tab each. Nothing found is never worded as not affected. */
export function Holders({ vulnerability, list, view }: HoldersProps) {
  const { id, services } = vulnerability;
  const states = ["affected", "undetermined", "past"] as const;
  return (
    <section aria-label="Services" className="min-w-0">
      <TabLinks
        label="Services by what is known"
        tabs={states.map((state) => ({ href: holdersHref(id, { state }), label: `${words[state]} ${count(services[state])}`, current: state === view.state }))}
        className="mb-3 overflow-x-auto whitespace-nowrap"
      />
      {view.state === "undetermined" && list.data.length > 0 ? (
        <p className="mb-2 flex max-w-prose gap-2 text-muted">
          <CircleHelp aria-hidden className="mt-0.5 size-4 shrink-0 text-unknown" />
          An advisory names the package, but cannot decide for the version that is held: neither affected nor clean.
        </p>
      ) : null}
      {list.data.length === 0 ? (
        <div className="panel">
          <EmptyState title={nothing[view.state]}>
            {view.state === "affected" ? "A service without an SBOM, or with an old or incomplete one, may be affected all the same." : null}
          </EmptyState>
        </div>
      ) : (
        <>
          <HoldersTable rows={list.data} state={view.state} withSides={list.meta.inspector} />
          <Pager
            shown={list.data.length}
            total={list.meta.rows}
            noun="row"
            nextHref={list.meta.nextCursor ? holdersHref(id, { state: view.state, cursor: list.meta.nextCursor }) : null}
            firstHref={view.cursor ? holdersHref(id, { state: view.state }) : null}
          />
        </>
      )}
    </section>
  );
}
