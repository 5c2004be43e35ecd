import type { NextAuthOptions } from "next-auth";
import { env } from "@/lib/env";
import { WhereinError } from "@/lib/errors";
import { readBytes } from "@/lib/http/body";
import { addressOf, callerOfRequest } from "@/lib/http/caller";
import { problemOf } from "@/lib/http/problem";
import { requestIdOf } from "@/lib/http/request-id";
import { answerHeaders } from "@/lib/http/security-headers";
import { observeRequest } from "@/lib/observability";
import { authSecret } from "./auth-secret";
import { claimsOfSession, sessionCookie, sessionMaxAgeSeconds, userOfSession } from "./session";
import { signIn } from "./sign-in";

const bodyBytesMax = 16_384;

/**
 * The route handler of `/api/auth/*`: next-auth with one provider, `credentials` (fields `email` and `password`).
 * Sessions are encrypted cookies that hold the user's id and their age, and nothing else.
 */
export async function authRoute(request: Request, route: { params: Promise<{ nextauth: string[] }> }): Promise<Response> {
  const startedMs = performance.now();
  const requestId = requestIdOf(request.headers.get("x-request-id"));
  const { pathname } = new URL(request.url);
  const response = await answer(request, route, requestId).catch((error: unknown) => {
    const { status, headers, body } = problemOf(error, requestId);
    return new Response(body, { status, headers });
  });
  for (const [name, value] of Object.entries(answerHeaders(requestId))) response.headers.set(name, value);
  if (!response.headers.has("cache-control")) response.headers.set("cache-control", "private, no-store");
  observeRequest({ method: request.method, path: pathname, route: "/api/auth/[...nextauth]", status: response.status, startedMs, requestId, actor: null });
  return response;
}

async function answer(request: Request, route: { params: Promise<{ nextauth: string[] }> }, requestId: string): Promise<Response> {
  const [{ default: nextAuth }, { default: credentials }, { NextRequest }] = await Promise.all([
    import("next-auth"),
    import("next-auth/providers/credentials"),
    import("next/server"),
  ]);
  const body = request.method === "POST" ? await readForm(request) : undefined;
  const bounded = new NextRequest(request.url, { method: request.method, headers: request.headers, body });
  const provider = credentials({
    id: "credentials",
    name: "E-mail and password",
    credentials: { email: { type: "email" }, password: { type: "password" } },
    authorize: (given) => authorize(given, addressOf(callerOfRequest(request)), requestId),
  });
  return nextAuth(bounded, route, { ...(await sessionOptions()), providers: [provider] });
}

// next-auth takes a body of any size and fails on broken JSON; what reaches it has been read here.
async function readForm(request: Request): Promise<string> {
  const text = Buffer.from(await readBytes(request, bodyBytesMax)).toString();
  const isJson = request.headers.get("content-type")?.includes("application/json") ?? false;
  if (isJson && !isJsonObject(text)) throw new WhereinError("invalid", "The body is not a JSON object.", { reason: "json_invalid" });
  return text;
}

function isJsonObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null;
  } catch {
    return false;
  }
}

// The message of what is thrown here becomes `result.error` on the client.
async function authorize(given: Record<string, string> | undefined, address: string, requestId: string) {
  try {
    return await signIn({ email: given?.email, password: given?.password, address, requestId });
  } catch (error) {
    const { problem } = problemOf(error, requestId);
    throw new WhereinError(problem.code, problem.code);
  }
}

async function sessionOptions(): Promise<Omit<NextAuthOptions, "providers">> {
  const { publicUrl } = env();
  return {
    secret: await authSecret(),
    session: { strategy: "jwt", maxAge: sessionMaxAgeSeconds },
    pages: { signIn: "/sign-in", signOut: "/sign-in", error: "/sign-in" },
    useSecureCookies: publicUrl.startsWith("https:"),
    cookies: { sessionToken: sessionCookie() },
    callbacks: {
      jwt: ({ token }) => claimsOfSession(token),
      session: async ({ session, token }) => {
        const user = await userOfSession(token);
        return { expires: session.expires, ...(user && { user: { id: user.id, name: user.name, email: user.email, role: user.role } }) };
      },
      // Only ever to a page of this installation, whatever name it was opened by.
      redirect: ({ url }) => (/^\/(?![/\\])/.test(url) ? `${publicUrl}${url}` : isWithin(publicUrl, url) ? url : publicUrl),
    },
  };
}

function isWithin(publicUrl: string, url: string): boolean {
  return URL.canParse(url) && new URL(url).origin === new URL(publicUrl).origin;
}
