/** Largest record that is read. The largest published ones are about 4 MiB. */
export const recordBytesMax = 16 * 1024 * 1024;
/** Deepest nesting: the schema itself needs 8, the free-form parts of real records at most 12. */
export const depthMax = 100;
export const affectedMax = 50_000;
/** Ranges of one record after evaluation; their numbers are stored as 16 bits. */
export const rangesMax = 30_000;
export const versionsMax = 500_000;
export const aliasesMax = 1_000;
export const severitiesMax = 100;
export const skippedMax = 200;
export const idLengthMax = 200;
export const nameLengthMax = 1_000;
export const versionLengthMax = 500;
export const summaryLengthMax = 2_000;
