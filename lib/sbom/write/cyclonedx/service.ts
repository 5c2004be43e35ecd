import { Models } from "@cyclonedx/cyclonedx-library";
import type { BomService } from "../../model";
import { versionText } from "./version-text";

/**
 * The services of the model, with references of their own where a document repeats one or has none: the library would make
 * up random ones. Their endpoints are added where the document is written.
 */
export function writeServices(services: readonly BomService[]): Models.Service[] {
  const taken = new Set<string>();
  return services.map(({ ref, name, group, version, provider }, index) => {
    const isOwn = ref !== null && ref !== "" && !taken.has(ref) && !/^(?:component-\d+|subject|service-\d+)$/.test(ref);
    const bomRef = isOwn ? ref : `service-${index + 1}`;
    taken.add(bomRef);
    return new Models.Service(name, {
      bomRef,
      group: group ?? undefined,
      version: versionText(version),
      provider: provider === null ? undefined : new Models.OrganizationalEntity({ name: provider }),
    });
  });
}
