import type { Metadata } from "next";
import Link from "next/link";
import { BreachesSection } from "@/components/sla/breaches-section";
import { Editions } from "@/components/sla/editions";
import { PolicyEditor } from "@/components/sla/policy-editor";
import { RulesTable } from "@/components/sla/rules-table";
import { Notice } from "@/components/ui/notice";
import { plural } from "@/components/ui/number-format";
import { requirePageContext } from "@/lib/auth";
import { scopesOf } from "@/lib/context";
import { getSlaPolicy, listBreaches, listSlaEditions } from "@/lib/sla";
import { readFor } from "../../read";
import { previewFromPage, saveFromPage } from "./actions";

export const metadata: Metadata = { title: "SLA" };

export default async function SlaPage() {
  const ctx = await requirePageContext();
  const mayChange = scopesOf(ctx.actor).includes("settings:write");
  const [policy, editions, breaches] = await readFor(
    ctx,
    Promise.all([getSlaPolicy({ ctx, input: {} }), listSlaEditions({ ctx, input: {} }), listBreaches({ ctx, input: { by: "team" } })]),
  );
  return (
    <div className="max-w-[1080px]">
      <h1 className="font-semibold text-xl">SLA</h1>
      <p className="mt-0.5 mb-5 max-w-[760px] text-muted">
        By when findings are to be closed. The first rule that fits counts. The clock starts when a finding opens and stops when it closes; it stands still
        while an accepted risk keeps the finding out of{" "}
        <Link href="/findings" className="link">
          the queue
        </Link>
        .{policy.version === 0 ? " These are the defaults: nobody has set a policy yet." : ""}
        {mayChange ? "" : " Administrators change it."}
      </p>
      {policy.pending > 0 ? (
        <Notice tone="info" title={`Due dates in ${plural(policy.pending, "artifact")} are being made by it`} className="mb-4">
          The rest has them. This takes minutes; load the page again to see how far it is.
        </Notice>
      ) : null}
      {mayChange ? (
        <PolicyEditor key={policy.version} policy={policy} preview={previewFromPage} save={saveFromPage} />
      ) : (
        <RulesTable rules={policy.rules} counts={null} acts={null} />
      )}
      <h2 className="mt-8 mb-2 font-semibold">Late or soon due</h2>
      <BreachesSection breaches={breaches} by="team" />
      <section aria-labelledby="editions" className="mt-8">
        <h2 id="editions" className="mb-2 font-semibold">
          Editions
        </h2>
        <Editions editions={editions.data} />
      </section>
    </div>
  );
}
