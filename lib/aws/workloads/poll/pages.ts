/** A page's items and the token of the next one. */
type Page<T> = { items: readonly T[] | undefined; next: string | undefined };

/** All items of a paged list of AWS. */
export async function allPages<T>(ask: (token: string | undefined) => Promise<Page<T>>): Promise<T[]> {
  const all: T[] = [];
  let token: string | undefined;
  do {
    const { items = [], next } = await ask(token);
    all.push(...items);
    // Some services end with an empty token.
    token = next || undefined;
  } while (token !== undefined);
  return all;
}
