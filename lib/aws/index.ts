/** AWS and Amazon Inspector: what pages and routes may use. */
export * from "./accounts";
export { polledKinds } from "./sync/kinds";
export * from "./events/credentials";
export * from "./resources";
export * from "./scan";
