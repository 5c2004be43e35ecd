/** The address of a CI run when it is of the web, else null: it comes from whoever uploaded, and `javascript:` is an address too. */
export function safeRunUrl(url: string | null): string | null {
  if (url === null || !URL.canParse(url)) return null;
  const { protocol, href } = new URL(url);
  return protocol === "https:" || protocol === "http:" ? href : null;
}

/** What to call a run: the end of its address, where its number usually is. */
export function runName(url: string): string {
  const parts = new URL(url).pathname.split("/").filter(Boolean);
  const number = parts.findLast((part) => /^\d+$/.test(part));
  return number ? `run ${number}` : "run";
}
