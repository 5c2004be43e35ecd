import { requestIdOf } from "@/lib/http/request-id";
import { readSession, sessionCookie, type UserActor } from "./session";
import { setupState } from "./setup-state";

// Next's modules are loaded on use: the server and the command lines load this folder outside of Next.

/** The context of a page or a server action: always a signed-in person. Fits wherever a verb wants a `Context`. */
export type PageContext = { actor: UserActor; requestId: string };

/** The header in which the proxy tells a page its own path and query. */
export const pathHeader = "x-wherein-path";

/**
 * The context for verbs in a server component or server action. Without a session it redirects: to `/setup` while there
 * is no administrator, else to `/sign-in?callbackUrl=` with the way back. Call it in every page and every action.
 */
export async function requirePageContext(): Promise<PageContext> {
  const context = await pageContextOrNull();
  if (context !== null) return context;
  const [{ redirect }, { headers }] = await Promise.all([import("next/navigation"), import("next/headers")]);
  if ((await setupState()).needsAdministrator) return redirect("/setup");
  return redirect(signInPath((await headers()).get(pathHeader)));
}

/** As `requirePageContext`, but null without a session; for the sign-in and setup pages. */
export async function pageContextOrNull(): Promise<PageContext | null> {
  const { cookies, headers } = await import("next/headers");
  const [jar, given] = await Promise.all([cookies(), headers()]);
  const actor = await readSession(jar.get(sessionCookie().name)?.value ?? null);
  return actor && { actor, requestId: requestIdOf(given.get("x-request-id")) };
}

/** The sign-in page, with the way back to a path of this site. */
export function signInPath(from: string | null): string {
  const isWorth = from !== null && from !== "/" && /^\/(?![/\\])/.test(from);
  return isWorth ? `/sign-in?callbackUrl=${encodeURIComponent(from)}` : "/sign-in";
}
