import { Gauge, type Registry } from "prom-client";
import { pool } from "@/lib/db";
import { type FeedHealth, selectFeedHealth } from "./queries";

/** How the feeds of advisories are, asked of the database with each scrape: the worker that syncs them is another process. */
export function registerFeedMetrics(registry: Registry): void {
  const gauge = (name: string, help: string, value: (feed: FeedHealth) => number | null) =>
    new Gauge({
      name,
      help,
      labelNames: ["kind", "feed"],
      registers: [registry],
      async collect() {
        // Without the database there are no figures of it, but all others.
        const feeds = await selectFeedHealth(pool()).catch(() => []);
        this.reset();
        for (const feed of feeds) {
          const figure = value(feed);
          if (figure !== null) this.set({ kind: feed.kind, feed: feed.name }, figure);
        }
      },
    });
  gauge("wherein_advisory_feed_failing", "1 when the last sync of the feed failed.", ({ isFailing }) => (isFailing ? 1 : 0));
  gauge(
    "wherein_advisory_feed_success_age_seconds",
    "Time since the feed of advisories was up to date last; absent until it was once.",
    ({ successAge }) => successAge,
  );
}
