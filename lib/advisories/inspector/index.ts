/** What Amazon Inspector says of a vulnerability, as an advisory: the only door to `lib/advisories/inspector`. */
export { type InspectorDetails, readDetails, toInspectorRecord } from "./to-record";
