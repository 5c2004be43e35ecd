/**
 * Who is calling: API tokens, sessions, people and the first administrator.
 *
 * - Server components and server actions: `requirePageContext()`, then any verb.
 * - Signing in on the client: `signIn("credentials", { email, password, redirect: false })` of `next-auth/react`;
 *   `result.error` is `CredentialsSignin` (wrong) or `rate_limited`. Signing out: `signOut({ callbackUrl: "/sign-in" })`.
 * - First run: `setupState()`, `requireSetupLink(secret)` to judge the link, `createFirstAdministrator`, then sign in.
 * - Command lines: `systemContext("token")` as the context.
 */

export { authRoute } from "./auth-route";
export { authenticate, authenticateHeader, requireSameOrigin } from "./authenticate";
export { authenticateToken } from "./authenticate-token";
export { createFirstAdministrator, requireSetupLink } from "./create-first-administrator";
export { createToken } from "./create-token";
export { issueSetupLink } from "./issue-setup-link";
export { listTokens } from "./list-tokens";
export { tokenRoutes } from "./openapi";
export { type PageContext, pageContextOrNull, pathHeader, requirePageContext, signInPath } from "./page-context";
export * from "./people";
export { revokeToken } from "./revoke-token";
export * from "./schemas";
export { readSession, renewSession, sessionCookie, sessionMaxAgeSeconds, sessionValueOf, type UserActor, writeSession } from "./session";
export { setupState } from "./setup-state";
export { type SignInAttempt, signIn } from "./sign-in";
export { systemContext } from "./system-context";
