/** What AWS says, joined with what was built. */
export * from "./resources";
