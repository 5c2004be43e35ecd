/** For those who observe what runs: their deployments follow from all that was seen, and nobody reports them. */
export type { ObservedSource } from "../source";
export type { ObservedSpan } from "./fit-spans";
export { type Observed, recordObserved } from "./record-observed";
