import { completenessOf } from "../completeness";
import type { Bom } from "../model";

/** The model, without what says how and by whom it was written down. */
export function modelOf(bom: Bom) {
  const { components, details, graph, root, rootDetails, services, createdAt, origin } = bom;
  const completeness = completenessOf(bom);
  return { components, details, graph, root, rootDetails, services, createdAt, origin: origin && { ...origin, tools: [] }, completeness };
}
