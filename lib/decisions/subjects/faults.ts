import { type InputFault, WhereinError } from "@/lib/errors";

/** More than these are counted and not named. */
const namedMax = 20;

/** Throws `invalid`, with where, when anything that a decision is to be about cannot be used: none of it is decided then. */
export function refuseFaults(faults: readonly InputFault[]): void {
  const [first] = faults;
  if (!first) return;
  const detail = faults.length === 1 ? first.detail : `${first.detail} There are ${faults.length - 1} more like it.`;
  throw new WhereinError("invalid", `${detail} Nothing was decided.`, { reason: "subject_unknown", errors: faults.slice(0, namedMax) });
}
