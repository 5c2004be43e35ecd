/** The most components that ScanSbom takes in one request. */
export const requestComponentsMax = 2_000;

/** The most bytes of one request's SBOM: far below what AWS takes, and small enough to be sent again. */
export const requestBytesMax = 2 * 1_048_576;

/** A purl longer than this is sent without its qualifiers. */
export const purlLengthMax = 2_000;

/** The most bytes of one answer: what the document thread takes as a whole. */
export const answerBytesMax = 48 * 1_048_576;
