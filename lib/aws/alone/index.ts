/** What only Inspector reports, kept by the worker and put right by who reads it, so that lists of it need not look at all observations. */
export { selectOwed } from "./queries/owed";
export { type SweptAlone, sweepAlone } from "./sweep-alone";
