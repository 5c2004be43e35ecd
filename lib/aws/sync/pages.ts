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
