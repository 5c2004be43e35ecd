/** Limits of what is taken from a source. They are far above what the sources hold and far below what a machine cannot bear. */

/** One record, decompressed. A larger one is quarantined. */
export const recordBytesMax = 16 * 1_048_576;
/** An ecosystem's archive, as it is sent: on disk, never in memory. */
export const archiveBytesMax = 2 * 1_073_741_824;
/** The list of an ecosystem's changes, decompressed. */
export const changesBytesMax = 256 * 1_048_576;
/** The list of a source's ecosystems. */
export const listBytesMax = 1_048_576;
/** The catalogue of KEV, and the scores of EPSS, decompressed. */
export const kevBytesMax = 32 * 1_048_576;
export const epssBytesMax = 256 * 1_048_576;
/** What is kept of a record that cannot be read. */
export const quarantineBytesMax = 1_048_576;

/** Records that are looked at together and written in one transaction, and their bytes. */
export const batchRecords = 1_000;
export const batchBytes = 12 * 1_048_576;
/** So many changes are fetched record by record, so many at a time; more come with the archive. */
export const singlesMax = 250;
export const singlesAtOnce = 6;
/** Changes are asked for from this long before the last one that is known: sources list them late. */
export const overlapMs = 3_600_000;
/** All records are compared this often. */
export const fullPassMs = 7 * 86_400_000;
/** After so many new or changed records of all feeds together, the planner's figures of them are made anew. */
export const analyseRecords = 5_000;
