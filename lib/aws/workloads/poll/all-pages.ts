import { pagesOf } from "@/lib/aws/sync/pages";

/** A page's items and the token of the next one. */
type Page<T> = { items: readonly T[] | undefined; next: string | undefined };

/** All items of a paged list of AWS; throws a problem for one that goes round in circles. */
export async function allPages<T>(ask: (token: string | undefined) => Promise<Page<T>>): Promise<T[]> {
  const all: T[] = [];
  for await (const { items = [] } of pagesOf(ask, ({ next }) => next)) all.push(...items);
  return all;
}
