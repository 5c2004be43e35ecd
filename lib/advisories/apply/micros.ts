/** Microseconds since 1970 of an ISO 8601 time in UTC: sources order their changes by more than milliseconds. */
export function microsOf(iso: string): number {
  const ms = Date.parse(iso);
  if (Number.isNaN(ms)) throw new RangeError(`not a time: ${iso.slice(0, 40)}`);
  const beyondMs = /\.\d{3}(\d{1,3})/.exec(iso)?.[1] ?? "";
  return ms * 1_000 + Number(beyondMs.padEnd(3, "0"));
}
