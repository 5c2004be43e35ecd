import { ShieldAlert } from "lucide-react";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Suspense } from "react";
import { buildName, ChooseBuilds } from "@/components/compare/choose-builds";
import { ComparisonTools } from "@/components/compare/comparison-tools";
import { DifferenceTable } from "@/components/compare/difference-table";
import { verdictOf } from "@/components/compare/sections";
import { one, type SearchParams } from "@/components/search-params";
import { EmptyState } from "@/components/ui/empty-state";
import { ListKeys } from "@/components/ui/list-keys";
import { Notice } from "@/components/ui/notice";
import { TableSkeleton } from "@/components/ui/skeletons";
import { decoded } from "@/components/urls";
import { requirePageContext } from "@/lib/auth";
import type { Context } from "@/lib/context";
import { compareBuilds, comparisonLists } from "@/lib/inventory/compare";
import { getBuild, listServiceBuilds } from "@/lib/inventory/read";
import { visible } from "@/lib/text/visible.mjs";
import { readFor } from "../../../read";

type Props = { params: Promise<{ slug: string }>; searchParams: Promise<SearchParams> };

const shape = /^[1-9]\d{0,8}:[1-9]\d{0,8}$/;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: visible(`Builds of ${decoded((await params).slug)} compared`) };
}

export default async function ComparePage({ params, searchParams }: Props) {
  const slug = decoded((await params).slug);
  const parameters = await searchParams;
  const ctx = await requirePageContext();
  const { data: builds } = await readFor(ctx, listServiceBuilds({ ctx, input: { slug, limit: 500 } }));
  const newest = builds[0];
  const before = newest && builds.find(({ artifact, seq }) => artifact.id === newest.artifact.id && seq !== newest.seq);
  const to = one(parameters.to) ?? (newest && buildName(newest));
  const from = one(parameters.from) ?? (before ? buildName(before) : to);
  if (from === undefined || to === undefined) {
    return (
      <div className="panel">
        <EmptyState title="No build yet">Two builds can be compared once their SBOMs are here.</EmptyState>
      </div>
    );
  }
  if (!shape.test(from) || !shape.test(to)) notFound();
  // A build that is older than the list is still one that can be compared. That there is one is known before anything is sent.
  const unlisted = [...new Set([from, to])].filter((name) => !builds.some((build) => buildName(build) === name));
  const older = await readFor(ctx, Promise.all(unlisted.map((name) => getBuild({ ctx, input: buildOf(slug, name) }))));
  return (
    <>
      <ChooseBuilds slug={slug} builds={[...builds, ...older]} from={from} to={to} />
      <Suspense key={`${from} ${to}`} fallback={<ComparisonSkeleton />}>
        <Comparison ctx={ctx} slug={slug} from={from} to={to} />
      </Suspense>
    </>
  );
}

function buildOf(slug: string, name: string) {
  const [artifactId = "", seq = ""] = name.split(":");
  return { slug, artifactId, seq };
}

function ComparisonSkeleton() {
  return (
    <div role="status" aria-label="Comparing the builds">
      <div className="skeleton mb-5 h-5 w-96 max-w-full" />
      <TableSkeleton rows={8} />
    </div>
  );
}

async function Comparison({ ctx, slug, from, to }: { ctx: Context; slug: string; from: string; to: string }) {
  const comparison = await readFor(ctx, compareBuilds({ ctx, input: { slug, from, to } }));
  const filled = comparisonLists.filter((name) => comparison[name].total > 0);
  return (
    <>
      <div className="mb-4 flex flex-wrap items-start justify-between gap-3">
        <h2 className="max-w-[75ch] font-semibold text-base">{verdictOf(comparison)}</h2>
        <ComparisonTools comparison={comparison} from={from} to={to} />
      </div>
      {comparison.directKnown ? null : (
        <Notice tone="info" className="mb-4" title="Direct dependencies cannot be compared">
          One of the two SBOMs has no dependencies, so it is unknown what is direct.
        </Notice>
      )}
      <div className="flex flex-col gap-6">
        {filled.map((name) => (
          <div key={name} className={name === "otherHash" ? "flex gap-2.5 rounded-lg border border-affected/30 bg-affected-soft p-3" : undefined}>
            {name === "otherHash" ? <ShieldAlert aria-hidden className="size-5 shrink-0 text-affected" /> : null}
            <div className="min-w-0 flex-1">
              <DifferenceTable name={name} list={comparison[name]} />
            </div>
          </div>
        ))}
      </div>
      {filled.length === 0 ? (
        <div className="panel">
          <EmptyState title="The two builds hold the same">Every package version of one is in the other, with the same hashes and licences.</EmptyState>
        </div>
      ) : (
        <ListKeys />
      )}
    </>
  );
}
