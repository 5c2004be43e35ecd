/** What people, and VEX documents, conclude of findings: the only door of pages and routes. */
export { type InsertedDecision, insertDecision } from "./insert-decision";
export * from "./schemas";
