/** Which artifact an AWS resource is. */
export { listResources } from "./list-resources";
export { mapByHand } from "./map-by-hand";
export { createRule } from "./rules/create-rule";
export { deleteRule } from "./rules/delete-rule";
export { listRules } from "./rules/list-rules";
export { orderRules } from "./rules/order-rules";
export * from "./schemas";
