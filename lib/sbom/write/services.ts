import { newDetails } from "../component-details";
import type { BomService, Completeness, Component, ComponentDetails } from "../model";

/** Said of the packages that stand for services where the format has none. */
export const serviceComment = "A service that the subject uses or offers; it is no part of the subject.";

/** A service in the form of a component, for formats that have nothing but packages. */
export function serviceAsComponent({ name, group, version, provider }: BomService): { component: Component; details: ComponentDetails } {
  const component = { ecosystem: "unidentified", name, version: version ?? "", release: "", key: "", scope: "runtime", sha256: null } as const;
  return { component, details: { ...newDetails("service", name, group), supplier: provider } };
}

/** What is said of the document as a whole in words, where a format has no other place for it; null where nothing needs saying. */
export const completenessComments: Readonly<Record<Completeness, string | null>> = {
  complete: null,
  unknown: null,
  incomplete:
    "This document is incomplete: the SBOM that it was made from says so, lists nothing, or has entries that could not be read. That it does not list a package is no proof that the package is not contained.",
};
