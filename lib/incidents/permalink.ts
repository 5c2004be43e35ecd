/** The path that goes on to show an incident as it was at a moment. */
export function permalinkOf(id: number, asOf: Date): string {
  return `/incidents/${id}?asof=${asOf.toISOString()}`;
}
