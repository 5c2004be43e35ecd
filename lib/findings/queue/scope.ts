/** Of which findings the queue is made again; see `refreshOpenFindings`. */
export type QueueScope =
  | { artifactIds: readonly number[] }
  /** What a build changed of its artifact. */
  | { artifactId: number; packageVersionIds: ArrayLike<number> }
  /** Of every artifact, as columns. */
  | { pairs: { packageVersionIds: ArrayLike<number>; vulnerabilityIds: ArrayLike<number> } }
  | { vulnerabilityIds: readonly number[] }
  /** What the decisions mean or meant. */
  | { decisionIds: readonly string[] }
  /** Of which the tier is another. The caller took `lockQueue` before it locked a service. */
  | { serviceIds: readonly number[] }
  /** Of which the team is another, likewise: what teams decided. */
  | { movedServiceIds: readonly number[] }
  /** What was said of packages of services. */
  | { notes: readonly { serviceId: number; packageId: number }[] };
