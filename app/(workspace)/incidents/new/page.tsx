import type { Metadata } from "next";
import Link from "next/link";
import { IncidentForm } from "@/components/incidents/incident-form";
import { one, type SearchParams } from "@/components/search-params";
import { Notice } from "@/components/ui/notice";
import { plural } from "@/components/ui/number-format";
import { requirePageContext } from "@/lib/auth";
import { scopesOf } from "@/lib/context";
import { getIndicatorList, listPathSchema } from "@/lib/indicator-lists";
import { readFor } from "../../read";
import { openFromPage } from "../actions";

export const metadata: Metadata = { title: "New incident" };

/** From `?list=`, which is kept already, with the window of `?during=`; or from a list that is pasted here. */
export default async function NewIncidentPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const parameters = await searchParams;
  const asked = listPathSchema.safeParse({ id: one(parameters.list) });
  const ctx = await requirePageContext();
  const list = asked.success ? await readFor(ctx, getIndicatorList({ ctx, input: { id: asked.data.id, limit: 1 } })) : null;
  return (
    <div className="mx-auto max-w-[820px]">
      <nav aria-label="Breadcrumb" className="mb-1 text-muted text-xs">
        <Link href="/incidents" className="link">
          Incidents
        </Link>
      </nav>
      <h1 className="font-semibold text-xl">Open an incident</h1>
      <p className="mt-0.5 mb-4 text-muted">
        {list
          ? `A list of ${plural(list.indicators, "indicator")}${list.rejected > 0 ? `; ${plural(list.rejected, "line")} could not be read and ${list.rejected === 1 ? "is" : "are"} not looked for` : ""}.`
          : "Who is affected is answered at once, and again with every build, until it is closed."}
      </p>
      {scopesOf(ctx.actor).includes("incidents:write") ? (
        <IncidentForm
          value={{ title: one(parameters.title) ?? "", severity: "", window: one(parameters.during) ?? "", notes: "" }}
          asksForList={list === null}
          send={openFromPage.bind(null, list?.id ?? null)}
          submit="Open the incident"
        />
      ) : (
        <Notice tone="info" title="Opening an incident needs the scope incidents:write." />
      )}
    </div>
  );
}
