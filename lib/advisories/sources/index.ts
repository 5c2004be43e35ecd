/** Where advisories come from: what there is, how it is, what cannot be read, and "run now". The syncing itself is in `lib/advisories/sync`. */
export { listQuarantine } from "./list-quarantine";
export { listSources } from "./list-sources";
export { readQuarantined } from "./read-quarantined";
export { requestSync } from "./request-sync";
export * from "./schemas";
