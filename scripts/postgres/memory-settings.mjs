/**
 * For a laptop: little memory while idle, and durable, because what was acknowledged must survive a power cut
 * (fsync and synchronous_commit stay on, as PostgreSQL has them).
 */
export const memorySettings = [
  "shared_buffers=128MB",
  "work_mem=16MB",
  "maintenance_work_mem=128MB",
  "max_connections=60",
  "io_method=sync",
  "autovacuum_max_workers=2",
  "jit=off",
  "random_page_cost=1.1",
  // Our PostgreSQL has pglz only, which takes 0.35 ms for each page that is first written after a checkpoint: more than all else that a large transaction does.
  "wal_compression=off",
  "max_wal_size=2GB",
  "checkpoint_timeout=15min",
  "log_timezone=UTC",
  "timezone=UTC",
];
