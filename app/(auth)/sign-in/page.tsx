import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { SignInForm } from "@/components/auth/sign-in-form";
import { one, type SearchParams } from "@/components/search-params";
import { pageContextOrNull, setupState } from "@/lib/auth";

export const metadata: Metadata = { title: "Sign in" };

export default async function SignInPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const parameters = await searchParams;
  const back = pathOf(one(parameters.callbackUrl));
  if (await pageContextOrNull()) redirect(back);
  if ((await setupState()).needsAdministrator) redirect("/setup");
  return (
    <>
      <h1 className="font-medium text-2xl tracking-[-0.018em]">Sign in</h1>
      <SignInForm back={back} failed={one(parameters.error) !== undefined} />
    </>
  );
}

/** A path of this site; anything else leads to the first screen. */
function pathOf(given: string | undefined): string {
  if (given === undefined || !URL.canParse(given, "http://x")) return "/";
  const { pathname, search } = new URL(given, "http://x");
  return /^\/(?![/\\])/.test(pathname) ? `${pathname}${search}` : "/";
}
