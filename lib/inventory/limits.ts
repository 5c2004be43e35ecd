/** The largest document, as sent and after decompression. */
export const documentBytesMax = 320 * 1024 * 1024;

/** Documents up to this size are held in memory and ingested while the caller waits; larger ones go through files and the worker. */
export const laneBytesMax = 16 * 1024 * 1024;

/** Large documents that cannot be read in slices (other forms than JSON in UTF-8) are read whole up to this size. */
export const wholeBytesMax = 64 * 1024 * 1024;

/** The most that a large document may hold outside of its lists, or in one entry of a list. */
export const partBytesMax = 64 * 1024 * 1024;

/** Slices in which large lists are parsed: a few hundred components each. */
export const sliceBytes = 256 * 1024;

/** Heap of the thread that takes in one large document: what the most components that are read of one may need. */
export const largeHeapMegabytesMax = 1_536;

/** Bytes of bodies in temporary files at once; past that an upload is asked to come again. */
export const spoolBytesMax = 2 * 1024 * 1024 * 1024;

/** Bytes of bodies that the web process holds or waits for at once; past that an upload is asked to come again. */
export const bodyBytesInFlightMax = 512 * 1024 * 1024;

/** Uploads in the lane at once; past that they are stored and queued. */
export const laneUploadsMax = 64;

/** Bytes in the lane at once; bounds the memory that uploads take in the web process. */
export const laneBytesInFlightMax = 192 * 1024 * 1024;

/** Bytes of buffers that are kept for the next bodies. */
export const bodyBytesKeptMax = 48 * 1024 * 1024;
