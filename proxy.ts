import { randomBytes } from "node:crypto";
import { type NextRequest, NextResponse } from "next/server";
import { pathHeader, renewSession, sessionCookie, signInPath } from "@/lib/auth";
import { env } from "@/lib/env";
import { contentSecurityPolicy, pageHeaders, requestIdOf } from "@/lib/http";
import { logger } from "@/lib/observability";

const openPages = new Set(["/sign-in", "/setup", "/join"]);

/**
 * Before every page: a request id, a nonce policy and the other security headers; to the sign-in page without a session
 * cookie. Whether the session is good is the page's own check. The API is not covered: a proxy cuts large uploads.
 */
export async function proxy(request: NextRequest): Promise<NextResponse> {
  const { pathname, search } = request.nextUrl;
  const security = {
    nonce: randomBytes(16).toString("base64"),
    isHttps: env().publicUrl.startsWith("https:"),
    isDevelopment: env().NODE_ENV === "development",
  };
  const requestId = requestIdOf(request.headers.get("x-request-id"));
  const policy = contentSecurityPolicy(security);
  const session = request.cookies.get(sessionCookie().name)?.value ?? null;

  const headers = new Headers(request.headers);
  headers.set("content-security-policy", policy);
  headers.set("x-nonce", security.nonce);
  headers.set("x-request-id", requestId);
  headers.set(pathHeader, `${pathname}${search}`);
  const isOpen = openPages.has(pathname) || session !== null;
  const response = isOpen ? NextResponse.next({ request: { headers } }) : redirectTo(signInPath(`${pathname}${search}`), request);

  response.headers.set("content-security-policy", policy);
  response.headers.set("x-request-id", requestId);
  for (const [name, value] of Object.entries(pageHeaders(security))) response.headers.set(name, value);
  const renewed = await renew(session);
  if (renewed !== null) response.headers.append("set-cookie", renewed);
  return response;
}

// To the host that the browser used: people use port forwards and other names of the machine than the public address.
function redirectTo(path: string, request: NextRequest): NextResponse {
  const { publicUrl } = env();
  const host = request.headers.get("host");
  const base = host === null || host === new URL(publicUrl).host ? publicUrl : `${request.nextUrl.protocol}//${host}`;
  if (!URL.canParse(path, base)) return new NextResponse("The Host header names no host.\n", { status: 400 });
  return NextResponse.redirect(new URL(path, base), 307);
}

// A page must come even when the database that has the session secret is away; it says so itself.
async function renew(session: string | null): Promise<string | null> {
  return renewSession(session).catch((error: unknown) => {
    logger().warn({ err: error }, "session not renewed");
    return null;
  });
}

export const config = {
  matcher: ["/((?!api/|_next/static|_next/image|healthz$|readyz$|metrics$|[^/]+\\.(?:ico|svg|png|txt|webmanifest)$).*)"],
};
