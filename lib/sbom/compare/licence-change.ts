import type { ComponentLicences } from "../model";

/** The licences before and after. */
export type LicenceChange = { from: string[]; to: string[] };

/**
 * What became of a component's licences: the concluded ones count, else the declared ones. Null when they are the same, and
 * when a document says nothing of them (`NOASSERTION` is nothing, `NONE` is a statement): then nothing is known to have changed.
 */
export function licenceChange(before: ComponentLicences, after: ComponentLicences): LicenceChange | null {
  const from = effective(before);
  const to = effective(after);
  if (from.length === 0 || to.length === 0) return null;
  return from.length === to.length && from.every((text, i) => text === to[i]) ? null : { from, to };
}

function effective({ declared, concluded }: ComponentLicences): string[] {
  const isStated = (text: string) => text !== "NOASSERTION";
  const found = concluded.filter(isStated);
  return found.length > 0 ? found : declared.filter(isStated);
}
