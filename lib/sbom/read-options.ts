/** `details`: also read what each component says beyond its identity. */
export type ReadOptions = { details: boolean };
