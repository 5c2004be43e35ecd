/** Reading OSV records: the only door to `lib/advisories/osv`. Pure. */
export { osvEcosystemsFor } from "@/lib/advisories/identity";
export { bandOf, scoreOf } from "./cvss-score";
export { type OsvReading, readOsvRecord } from "./read-record";
export type { RefusalCode } from "./refusal";
export { readWord } from "./severities";
export { type Target, targetOf } from "./target";
