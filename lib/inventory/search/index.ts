/** Search-as-you-type over everything that has a name. */
export { searchRoutes } from "./openapi";
export * from "./schemas";
export { searchEverything } from "./search-everything";
