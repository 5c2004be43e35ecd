import type { Metadata } from "next";
import { one, type SearchParams } from "@/components/search-params";
import { CreateTokenForm } from "@/components/tokens/create-token-form";
import { TokensTable } from "@/components/tokens/tokens-table";
import { EmptyState } from "@/components/ui/empty-state";
import { ListAndForm } from "@/components/ui/list-and-form";
import { Notice } from "@/components/ui/notice";
import { listTokens, requirePageContext } from "@/lib/auth";
import { scopesOf, tokenScopes } from "@/lib/context";
import { readFor } from "../../read";
import { makeToken, withdrawToken } from "./actions";

export const metadata: Metadata = { title: "API tokens" };

export default async function TokensPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const cursor = one((await searchParams).cursor);
  const ctx = await requirePageContext();
  const scopes = scopesOf(ctx.actor);
  if (!scopes.includes("tokens:write"))
    return (
      <div className="max-w-[820px]">
        <h1 className="mb-4 font-semibold text-xl">API tokens</h1>
        <Notice tone="info" title="Tokens belong to administrators">
          Ask an administrator for a token with the scopes that you need.
        </Notice>
      </div>
    );
  const page = await readFor(ctx, listTokens({ ctx, input: { cursor } }));
  return (
    <>
      <h1 className="font-semibold text-xl">API tokens</h1>
      <p className="mt-0.5 mb-5 text-muted">For CI and tools. A token is shown once; only a hash of it is stored.</p>
      <ListAndForm does="Create a token" form={<CreateTokenForm scopes={tokenScopes.filter((scope) => scopes.includes(scope))} create={makeToken} />}>
        <section aria-label="Tokens">
          {page.data.length === 0 ? (
            <div className="panel">
              <EmptyState title="No token yet">Create one to upload from CI.</EmptyState>
            </div>
          ) : (
            <TokensTable tokens={page.data} nextCursor={page.meta.nextCursor} revoke={withdrawToken} />
          )}
        </section>
      </ListAndForm>
    </>
  );
}
