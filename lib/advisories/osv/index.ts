/** OSV records: bytes to advisories. The only door to `lib/advisories/osv`. */
export { osvEcosystemsFor } from "../identity";
export { type ReadRecord, readOsvRecord } from "./read-record";
