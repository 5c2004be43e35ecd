import type { Metadata } from "next";
import Link from "next/link";
import { DecisionsTable } from "@/components/decisions/decisions-table";
import { VexExportMenu } from "@/components/decisions/vex/vex-export-menu";
import { one, oneOf, type SearchParams } from "@/components/search-params";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { ListKeys } from "@/components/ui/list-keys";
import { Notice } from "@/components/ui/notice";
import { count } from "@/components/ui/number-format";
import { TabLinks } from "@/components/ui/tab-links";
import { withQuery } from "@/components/urls";
import { requirePageContext } from "@/lib/auth";
import { decisionPhases, listDecisions } from "@/lib/decisions";
import { visible } from "@/lib/text/visible.mjs";
import { readFor } from "../read";

export const metadata: Metadata = { title: "Decisions" };

const labels = { waiting: "Waiting for approval", standing: "Standing", ended: "Ended" } as const;
const nothing = { waiting: "No decision waits for approval", standing: "No decision stands", ended: "No decision has ended" } as const;

/** What was concluded of findings: what waits for a second person, what counts, and what did. */
export default async function DecisionsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const parameters = await searchParams;
  const phase = oneOf(parameters.phase, decisionPhases) ?? "waiting";
  const cursor = one(parameters.cursor);
  const filters = { vulnerability: one(parameters.vulnerability), package: one(parameters.package), service: one(parameters.service) };
  const ctx = await requirePageContext();
  const { data, meta } = await readFor(ctx, listDecisions({ ctx, input: { phase, cursor, ...filters } }));
  const href = (query: Record<string, string | null | undefined>) => withQuery("/decisions", { ...filters, ...query });
  const narrowed = Object.entries(filters).flatMap(([name, value]) => (value ? [`${name} ${visible(value)}`] : []));
  return (
    <>
      <div className="flex flex-wrap items-start justify-between gap-3">
        <h1 className="font-semibold text-xl">Decisions</h1>
        <div className="flex gap-2">
          <ButtonLink href="/decisions/import">Import VEX</ButtonLink>
          <VexExportMenu />
        </div>
      </div>
      <p className="mt-0.5 mb-3 max-w-prose text-muted">
        What people, and VEX documents, concluded of findings. They are bound to a vulnerability and a package, and so outlive builds, versions and ids. The
        narrowest counts, then the latest; nothing is deleted.
      </p>
      {narrowed.length > 0 ? (
        <Notice tone="info" title={`Only of ${narrowed.join(", ")}`} className="mb-3">
          <Link href={withQuery("/decisions", { phase })} className="link-inline">
            All decisions
          </Link>
        </Notice>
      ) : null}
      <TabLinks
        label="Decisions by how they stand"
        tabs={[
          ...decisionPhases.map((each) => ({
            href: href({ phase: each === "waiting" ? null : each }),
            label: `${labels[each]} ${count(meta[each])}`,
            current: each === phase,
          })),
          { href: "/decisions/conflicts", label: "In conflict", current: false },
        ]}
      />
      {data.length === 0 ? (
        <div className="panel">
          <EmptyState title={cursor ? "No more decisions" : nothing[phase]}>
            Decide in the{" "}
            <Link href="/findings" className="link-inline">
              queue of findings
            </Link>
            . What takes critical, known exploited or malicious findings out of it waits here for a second person.
          </EmptyState>
        </div>
      ) : (
        <DecisionsTable decisions={data} phase={phase} />
      )}
      {cursor || meta.nextCursor ? (
        <nav aria-label="Pages" className="mt-2 flex items-center justify-end gap-3">
          {cursor ? (
            <Link href={href({ phase })} className="link">
              Latest
            </Link>
          ) : null}
          {meta.nextCursor ? (
            <ButtonLink href={href({ phase, cursor: meta.nextCursor })} rel="next">
              Earlier decisions
            </ButtonLink>
          ) : null}
        </nav>
      ) : null}
      <ListKeys />
    </>
  );
}
