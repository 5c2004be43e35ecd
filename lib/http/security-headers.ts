import { env } from "@/lib/env";

/** Headers of every answer of the API: it is data, never a page, and belongs to one caller. */
export const securityHeaders: Readonly<Record<string, string>> = {
  "content-security-policy": "default-src 'none'; frame-ancestors 'none'; sandbox",
  "cross-origin-resource-policy": "same-origin",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
  vary: "Authorization, Cookie, X-Api-Key",
};

const strictTransport = "max-age=31536000";

/** The security headers and the request id of one answer; HSTS when the public address is https. */
export function answerHeaders(requestId: string): Record<string, string> {
  const headers: Record<string, string> = { ...securityHeaders, "x-request-id": requestId };
  if (env().publicUrl.startsWith("https:")) headers["strict-transport-security"] = strictTransport;
  return headers;
}
