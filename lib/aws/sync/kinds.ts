/** What is asked of each account and region, on the worker's own account. */
export const polledKinds = ["findings", "coverage", "images", "tasks", "clusters", "functions"] as const;
export type PolledKind = (typeof polledKinds)[number];

/** What has an address of its own. A topic is not asked: it sends, and is only known by its feed. */
export const addressedKinds = ["queue", "reports", "topic"] as const;
export type AddressedKind = (typeof addressedKinds)[number];

export const feedKinds = [...polledKinds, ...addressedKinds] as const;
export type FeedKind = (typeof feedKinds)[number];

/** How often a feed is asked; null: never. */
export const everyMinutes: Readonly<Record<FeedKind, number | null>> = {
  findings: 15,
  coverage: 60,
  images: 60,
  tasks: 5,
  clusters: 60,
  functions: 60,
  queue: 1,
  reports: 60,
  topic: null,
};
