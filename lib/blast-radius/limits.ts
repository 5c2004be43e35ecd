/** From so many current presences on an answer is read as columns and joined with the fleet in the process. */
export const largeFrom = 600;

/** Versions that are counted by service: those with the most presences. A list is looked through line by line. */
export const versionsMax = 50;
export const versionsOfListMax = 500;

/** Candidates for "unknown" that are kept between questions, of now and of moments of the past together: some 100 bytes each. */
export const candidatesKeptMax = 400_000;

/** Moments of the past for which the unknown services are kept. */
export const momentsKeptMax = 8;

/** Unknown services that are kept as they are shown. */
export const unknownShownMax = 5_000;

/** The most rows of one export, and of one plan. */
export const exportRowsMax = 200_000;

/** Builds of one window that are looked at, and how often one is met with something held. Longer windows are asked about in parts, or of fewer services. */
export const windowBuildsMax = 300_000;
export const windowMeetingsMax = 5_000_000;

/** For each hit so many builds of a window are read by their time before it is better to look for the builds of each artifact: a look took 1.1 microseconds where a build took 0.8. */
export const windowBuildsPerHit = 1;
