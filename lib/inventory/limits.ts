/** The largest document, after decompression. */
export const documentBytesMax = 64 * 1024 * 1024;

/** Documents up to this size are ingested while the caller waits; larger ones are stored and queued for the worker. */
export const laneBytesMax = 16 * 1024 * 1024;

/** Bytes of bodies that the web process holds or waits for at once; past that an upload is asked to come again. */
export const bodyBytesInFlightMax = 512 * 1024 * 1024;

/** Uploads in the lane at once; past that they are stored and queued. */
export const laneUploadsMax = 64;

/** Bytes in the lane at once; bounds the memory that uploads take in the web process. */
export const laneBytesInFlightMax = 192 * 1024 * 1024;

/** Bytes of buffers that are kept for the next bodies. */
export const bodyBytesKeptMax = 48 * 1024 * 1024;
