/** Search-as-you-type over everything that has a name. */
export * from "./schemas";
export { searchEverything } from "./search-everything";
