/** What AWS says, joined with what was built. */
export * from "./resources";

/** What AWS says: Inspector's findings, what was scanned, and what runs where. */

/** AWS and Amazon Inspector: what pages and routes may use. */
export * from "./accounts";
export { polledKinds } from "./sync/kinds";
export * from "./events/credentials";
export * from "./scan";
