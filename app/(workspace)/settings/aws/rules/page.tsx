import type { Metadata } from "next";
import Link from "next/link";
import { RuleForm } from "@/components/aws/rule-form";
import { RulesTable } from "@/components/aws/rules-table";
import { EmptyState } from "@/components/ui/empty-state";
import { requirePageContext } from "@/lib/auth";
import { listAccounts, listRules } from "@/lib/aws";
import { scopesOf } from "@/lib/context";
import { readFor } from "../../../read";
import { makeRule, moveRules, removeRule, tryRule } from "./actions";

export const metadata: Metadata = { title: "Mapping rules" };

export default async function MappingRulesPage() {
  const ctx = await requirePageContext();
  const [rules, accounts] = await readFor(ctx, Promise.all([listRules({ ctx, input: {} }), listAccounts({ ctx, input: {} })]));
  const mayWrite = scopesOf(ctx.actor).includes("aws:write");
  const names = new Map(accounts.data.map(({ accountId, name }) => [accountId, name]));
  return (
    <>
      <h1 className="font-semibold text-xl">Mapping rules</h1>
      <p className="mt-0.5 mb-5 max-w-prose text-muted">
        Which artifact resources are that no digest tells. The first rule that fits counts; what none fits is looked for by tags and names.{" "}
        <Link href="/settings/aws/resources" className="link-inline">
          What is not mapped
        </Link>
      </p>
      <div className="grid grid-cols-1 items-start gap-6 xl:grid-cols-[minmax(0,1fr)_400px]">
        <section aria-label="Rules" className="min-w-0">
          {rules.data.length === 0 ? (
            <div className="panel">
              <EmptyState title="No rule yet">
                A digest needs none. For functions, instances and images that CI builds without telling their digest, a rule says whose they are.
              </EmptyState>
            </div>
          ) : (
            <RulesTable rules={rules.data} accounts={names} acts={mayWrite ? { move: moveRules, remove: removeRule } : null} />
          )}
        </section>
        {mayWrite ? <RuleForm accounts={accounts.data.map(({ accountId, name }) => ({ accountId, name }))} create={makeRule} dryRun={tryRule} /> : null}
      </div>
    </>
  );
}
