import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { AlertActivity } from "@/components/alerts/alert-activity";
import { AlertHead } from "@/components/alerts/alert-head";
import { AlertServices } from "@/components/alerts/alert-services";
import { ListKeys } from "@/components/ui/list-keys";
import { Panel } from "@/components/ui/panel";
import { alertIdSchema, getAlert } from "@/lib/alerts";
import { requirePageContext } from "@/lib/auth";
import { readFor } from "../../read";

export const metadata: Metadata = { title: "Alert" };

/** An alert: what it says, who has it, what happened to it. */
export default async function AlertPage({ params }: { params: Promise<{ id: string }> }) {
  const asked = alertIdSchema.safeParse(await params);
  if (!asked.success) notFound();
  const ctx = await requirePageContext();
  const { activity, ...alert } = await readFor(ctx, getAlert({ ctx, input: asked.data }));
  return (
    <>
      <AlertHead alert={alert} />
      <div className="mt-6 grid grid-cols-1 items-start gap-6 xl:grid-cols-[minmax(0,1fr)_400px]">
        <section aria-label="Services" className="min-w-0">
          <AlertServices alert={alert} />
        </section>
        <Panel title="Activity">
          <AlertActivity activity={activity} />
        </Panel>
      </div>
      <ListKeys />
    </>
  );
}
