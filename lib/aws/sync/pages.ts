import { awsProblem } from "@/lib/aws/clients";
import { pagesMax } from "./limits";

/**
 * The pages of a listing, each asked for while the one before is worked on. Ends with the last; throws a problem for a listing that gives the same
 * token twice in a row, or never ends.
 */
export async function* pagesOf<Page>(ask: (token: string | undefined) => Promise<Page>, tokenOf: (page: Page) => string | undefined): AsyncGenerator<Page> {
  let token: string | undefined;
  let next = ask(token);
  for (let n = 0; n < pagesMax; n++) {
    const page = await next;
    const following = tokenOf(page);
    if (following === undefined || following === "") {
      yield page;
      return;
    }
    if (following === token) break;
    token = following;
    next = ask(token);
    // Waited for in the next round; that it fails before is no unhandled failure.
    next.catch(() => {});
    yield page;
  }
  throw awsProblem("aws_unreadable", "A listing of AWS gives the same page again and again.");
}

/** What pages hold, so many items or a page more at once; the last may be fewer. */
export async function* inBatches<Item>(pages: AsyncIterable<Item[]>, size: number): AsyncGenerator<Item[]> {
  let batch: Item[] = [];
  for await (const page of pages) {
    batch = batch.length === 0 ? page : [...batch, ...page];
    if (batch.length < size) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}
