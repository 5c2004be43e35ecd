/** Limits of what is asked of AWS. */

/** Of a page of Inspector, which is the most that it gives. */
export const pageSize = 100;
/**
 * Findings of one transaction, of a listing or a report. Five hundred take three times as long as a hundred (docs/performance.md), and others who write
 * findings wait that long.
 */
export const findingsAtOnce = 500;
/** A listing with more pages than this goes round in circles. */
export const pagesMax = 200_000;
/** Changes are asked for from this long before the last ones that are known: AWS lists them late, and clocks differ. */
export const overlapMs = 15 * 60_000;
/** All findings are listed this often, so that one that AWS forgot is closed. */
export const fullListingMs = 24 * 3_600_000;
/** Resources with findings that were just closed that are asked for at once; the others wait for the next listing of coverage. */
export const closedResourcesMax = 500;
/** Values of a filter, which is the most that Inspector takes. */
export const filterValuesMax = 10;
/** Images of a request to ECR, which is the most that it takes. */
export const imagesAtOnce = 100;
/** How long a queue is waited for, and how much of it is taken in one sync. */
export const queueWaitSeconds = 5;
export const queueMessagesMax = 5_000;
/** Reports of the first sync are not older than this. */
export const firstReportsMs = 30 * 24 * 3_600_000;
/** Exported SBOMs of what is not mapped that a feed keeps in mind: the last ones. */
export const waitingSbomsMax = 1_000;
/** Of which so many are named. */
export const waitingSbomsNamed = 5;
