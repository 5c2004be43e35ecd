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

/**
 * What pages hold, so many items or a page more at once, each batch put together while the one before is worked on; the last may have fewer. Of pages that
 * fail it gives what came before.
 */
export async function* inBatches<Item>(pages: AsyncIterable<Item[]>, size: number): AsyncGenerator<Item[]> {
  const iterator = pages[Symbol.asyncIterator]();
  const failures: unknown[] = [];
  const fill = async (): Promise<Item[]> => {
    const batch: Item[] = [];
    try {
      while (batch.length < size) {
        const { done, value } = await iterator.next();
        if (done) break;
        batch.push(...value);
      }
    } catch (error) {
      failures.push(error);
    }
    return batch;
  };
  let next = fill();
  try {
    for (let batch = await next; batch.length > 0; batch = await next) {
      next = batch.length < size ? Promise.resolve([]) : fill();
      yield batch;
    }
  } finally {
    await next;
    await iterator.return?.();
  }
  if (failures.length > 0) throw failures[0];
}

/** Works on each, beginning with the next while the one before is at work: two at once at most. Throws the first failure when what was begun has ended. */
export async function twoAtOnce<Item>(items: AsyncIterable<Item>, work: (item: Item) => Promise<void>): Promise<void> {
  let before = Promise.resolve();
  let now = before;
  try {
    for await (const item of items) {
      now = work(item);
      // Waited for in the next round; that it fails before is no unhandled failure.
      now.catch(() => {});
      await before;
      before = now;
    }
    await before;
  } finally {
    await Promise.allSettled([before, now]);
  }
}
