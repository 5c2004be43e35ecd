/** AWS and Amazon Inspector: what pages and routes may use. */
export * from "./accounts";
export * from "./events/credentials";
export * from "./observations";
export * from "./resources";
export * from "./scan";
export { polledKinds } from "./sync/kinds";
