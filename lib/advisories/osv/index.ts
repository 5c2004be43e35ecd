/** Reading OSV records: the only door to `lib/advisories/osv`. Pure. */
export { osvEcosystemsFor } from "@/lib/advisories/identity";
export { type OsvReading, readOsvRecord } from "./read-record";
export type { RefusalCode } from "./refusal";
export { type Target, targetOf } from "./target";
