import type { Bom } from "../model";

/** The model, without what says how and by whom it was written down. */
export function modelOf({ components, details, graph, root, rootDetails, services, createdAt, origin }: Bom) {
  return { components, details, graph, root, rootDetails, services, createdAt, origin: origin && { ...origin, tools: [] } };
}
