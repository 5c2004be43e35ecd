import { WhereinError } from "@/lib/errors";

/** `invalid`: what must be the list of components is something else. `pointer` says where. */
export function notAList(pointer: string): WhereinError {
  return new WhereinError("invalid", "The components of this document are not a list, so nothing can be read of it.", {
    reason: "components_not_a_list",
    errors: [{ pointer, detail: "a list was expected" }],
  });
}
