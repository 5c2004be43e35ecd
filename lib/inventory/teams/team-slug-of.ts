import { WhereinError } from "@/lib/errors";
import { slugOf } from "@/lib/inventory/upload/build-request";

/** The slug that a team gets from its name: `Payments & Refunds` is `payments-refunds`. Throws `invalid` when nothing is left. */
export function teamSlugOf(name: string): string {
  try {
    return slugOf(name);
  } catch (cause) {
    const errors = [{ pointer: "/name", detail: "No letter or digit", code: "unusable" }];
    throw new WhereinError("invalid", "The team needs a name with at least one letter or digit.", { reason: "team_name_unusable", errors, cause });
  }
}
