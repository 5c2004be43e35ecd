import { Models } from "@cyclonedx/cyclonedx-library";
import type { BomService } from "../../model";

/** A service of the model. The library has no endpoints; they are noted. */
export function writeService({ ref, name, group, version, provider }: BomService): Models.Service {
  return new Models.Service(name, {
    bomRef: ref ?? undefined,
    group: group ?? undefined,
    version: version ?? undefined,
    provider: provider === null ? undefined : new Models.OrganizationalEntity({ name: provider }),
  });
}
