import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { SetupForm } from "@/components/auth/setup-form";
import { one, type SearchParams } from "@/components/search-params";
import { Notice } from "@/components/ui/notice";
import { requireSetupLink, setupState } from "@/lib/auth";
import { WhereinError } from "@/lib/errors";
import { createAdministrator } from "./create-administrator";

export const metadata: Metadata = { title: "Set up", referrer: "no-referrer" };

/** First run: the printed link lets exactly one person become the administrator. */
export default async function SetupPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const secret = one((await searchParams).token);
  if (!(await setupState()).needsAdministrator) redirect("/sign-in");
  const refusal = secret === undefined ? "Open the set-up link that Wherein printed when it started." : await refusalOf(secret);
  return (
    <>
      <div>
        <h1 className="font-medium text-2xl tracking-[-0.018em]">Create the administrator</h1>
        <p className="mt-1 text-muted">This account can upload, ask and create API tokens.</p>
      </div>
      {refusal === null && secret !== undefined ? (
        <SetupForm secret={secret} create={createAdministrator} />
      ) : (
        <Notice tone="warning" title={refusal}>
          The link is in the output of <code>npm start</code> and works once.
        </Notice>
      )}
    </>
  );
}

async function refusalOf(secret: string): Promise<string | null> {
  try {
    await requireSetupLink(secret);
    return null;
  } catch (error) {
    if (error instanceof WhereinError) return error.message;
    throw error;
  }
}
