/** The question itself: which services contain a package, at which version, now or then. */
export * from "./explain-schemas";
export { findAffectedServices } from "./find-affected-services";
export * from "./schemas";
