import { WhereinError } from "@/lib/errors";

/** Gets what is at an address that was pinned to AWS before: status and bytes. */
export type FetchPinned = (url: URL) => Promise<{ status: number; bytes: Buffer }>;

const bytesMax = 65_536;

/** Asks AWS itself: within this time, at most 64 KiB and no redirect, which could lead elsewhere. Throws `unavailable`, after which SNS sends again. */
export const fetchWithin =
  (patienceMs: number): FetchPinned =>
  async (url) => {
    try {
      const answer = await fetch(url, { redirect: "error", signal: AbortSignal.timeout(patienceMs), headers: { "user-agent": "wherein" } });
      const chunks: Uint8Array[] = [];
      let size = 0;
      for await (const chunk of answer.body ?? []) {
        size += chunk.length;
        if (size > bytesMax) throw new Error(`more than ${bytesMax} bytes`);
        chunks.push(chunk);
      }
      return { status: answer.status, bytes: Buffer.concat(chunks) };
    } catch (cause) {
      throw new WhereinError("unavailable", `${url.host} cannot be reached now. SNS will send again.`, { reason: "sns_unreachable", cause });
    }
  };

export const fetchPinned = fetchWithin(3_000);
