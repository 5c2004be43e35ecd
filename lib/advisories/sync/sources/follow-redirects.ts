import { sourceProblem } from "../source-problem";

const redirectsMax = 5;

/** Fetches, following redirects of http and https only, and never from https to http. Nothing of the environment's proxies is asked. */
export async function followRedirects(url: string, options: { headers: Record<string, string>; signal: AbortSignal }): Promise<Response> {
  let at = new URL(url);
  for (let followed = 0; ; followed++) {
    const response = await fetch(at, { ...options, redirect: "manual" });
    const location = response.headers.get("location");
    if (![301, 302, 303, 307, 308].includes(response.status) || location === null) return response;
    await response.body?.cancel();
    if (followed >= redirectsMax) throw sourceProblem("source_refused", `${url} redirects more than ${redirectsMax} times.`);
    at = nextAddress(at, location);
  }
}

/** The address a redirect leads to. Throws when it leaves http and https, or https. */
export function nextAddress(from: URL, location: string): URL {
  const next = URL.canParse(location, from) ? new URL(location, from) : null;
  const isAllowed = next?.protocol === "https:" || (next?.protocol === "http:" && from.protocol === "http:");
  if (!next || !isAllowed) throw sourceProblem("source_refused", `${from} redirects to ${location}, where it is not followed.`);
  return next;
}
