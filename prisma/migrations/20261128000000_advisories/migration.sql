-- AlterTable
ALTER TABLE "package_version" ADD COLUMN     "advisory_release" TEXT,
ADD COLUMN     "advisory_version" TEXT;

-- AlterTable
ALTER TABLE "package" ADD COLUMN     "advisory_only" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "advisory_feed" (
    "id" SERIAL NOT NULL,
    "kind" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "enabled" BOOLEAN NOT NULL DEFAULT true,
    "status" TEXT NOT NULL DEFAULT 'idle',
    "phase" TEXT,
    "progress" REAL,
    "synced_to" TIMESTAMPTZ(6),
    "full_at" TIMESTAMPTZ(3),
    "started_at" TIMESTAMPTZ(3),
    "succeeded_at" TIMESTAMPTZ(3),
    "failed_at" TIMESTAMPTZ(3),
    "problem" JSONB,
    "etag" TEXT,
    "counts" JSONB,
    "checkpoint" JSONB,

    CONSTRAINT "advisory_feed_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "advisory_quarantine" (
    "feed_id" INTEGER NOT NULL,
    "key" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "detail" TEXT NOT NULL,
    "pointer" TEXT,
    "digest" BYTEA NOT NULL,
    "raw" BYTEA NOT NULL,
    "first_seen_at" TIMESTAMPTZ(3) NOT NULL,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "advisory_quarantine_pkey" PRIMARY KEY ("feed_id","key")
);

-- CreateTable
CREATE TABLE "advisory" (
    "id" SERIAL NOT NULL,
    "source" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "vulnerability_id" INTEGER NOT NULL,
    "modified_at" TIMESTAMPTZ(6) NOT NULL,
    "published_at" TIMESTAMPTZ(6),
    "withdrawn_at" TIMESTAMPTZ(6),
    "aliases" TEXT[],
    "summary" TEXT,
    "severities" JSONB,
    "feed_ids" INTEGER[],
    "digest" BYTEA NOT NULL,
    "raw" BYTEA NOT NULL,
    "revision" SMALLINT NOT NULL,

    CONSTRAINT "advisory_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "affected_range" (
    "package_id" INTEGER NOT NULL,
    "advisory_id" INTEGER NOT NULL,
    "n" SMALLINT NOT NULL,
    "release" TEXT NOT NULL DEFAULT '',
    "lo" BYTEA NOT NULL,
    "hi" BYTEA,
    "hi_inclusive" BOOLEAN NOT NULL DEFAULT false,
    "fixed" TEXT,

    CONSTRAINT "affected_range_pkey" PRIMARY KEY ("package_id","advisory_id","n")
);

-- CreateTable
CREATE TABLE "affected_version" (
    "package_id" INTEGER NOT NULL,
    "advisory_id" INTEGER NOT NULL,
    "n" INTEGER NOT NULL,
    "release" TEXT NOT NULL DEFAULT '',
    "version" TEXT NOT NULL,
    "version_key" BYTEA,

    CONSTRAINT "affected_version_pkey" PRIMARY KEY ("package_id","advisory_id","n")
);

-- CreateTable
CREATE TABLE "vulnerability" (
    "id" SERIAL NOT NULL,
    "display_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "ids" TEXT[],
    "summary" TEXT,
    "severity" TEXT NOT NULL,
    "severity_rank" SMALLINT NOT NULL,
    "severity_score" REAL,
    "severity_vector" TEXT,
    "severity_source" TEXT,
    "epss" REAL,
    "epss_percentile" REAL,
    "kev_added_on" DATE,
    "published_at" TIMESTAMPTZ(6),
    "modified_at" TIMESTAMPTZ(6) NOT NULL,
    "withdrawn_at" TIMESTAMPTZ(6),
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "vulnerability_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "vulnerability_alias" (
    "name" TEXT COLLATE "C" NOT NULL,
    "vulnerability_id" INTEGER NOT NULL,

    CONSTRAINT "vulnerability_alias_pkey" PRIMARY KEY ("name")
);

-- CreateTable
CREATE TABLE "match" (
    "package_version_id" INTEGER NOT NULL,
    "advisory_id" INTEGER NOT NULL,
    "vulnerability_id" INTEGER NOT NULL,
    "state" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "fixed" TEXT,

    CONSTRAINT "match_pkey" PRIMARY KEY ("package_version_id","advisory_id")
);

-- CreateTable
CREATE TABLE "finding" (
    "artifact_id" INTEGER NOT NULL,
    "package_version_id" INTEGER NOT NULL,
    "vulnerability_id" INTEGER NOT NULL,
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "closed_at" TIMESTAMPTZ(3),
    "open_reason" TEXT NOT NULL,
    "close_reason" TEXT,
    "advisory_ids" INTEGER[],

    CONSTRAINT "finding_pkey" PRIMARY KEY ("artifact_id","package_version_id","vulnerability_id","opened_at")
);

-- CreateTable
CREATE TABLE "alert" (
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "vulnerability_id" INTEGER NOT NULL,
    "raised_at" TIMESTAMPTZ(3) NOT NULL,
    "reason" TEXT NOT NULL,
    "detail" JSONB NOT NULL,
    "acknowledged_at" TIMESTAMPTZ(3),
    "acknowledged_by" TEXT,
    "retracted_at" TIMESTAMPTZ(3),
    "retract_reason" TEXT,

    CONSTRAINT "alert_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "outbox_event" (
    "id" BIGSERIAL NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "kind" TEXT NOT NULL,
    "subject_kind" TEXT NOT NULL,
    "subject_id" TEXT NOT NULL,
    "payload" JSONB NOT NULL,
    "delivered_at" TIMESTAMPTZ(3),

    CONSTRAINT "outbox_event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "kev_entry" (
    "cve" TEXT NOT NULL,
    "added_on" DATE NOT NULL,
    "due_on" DATE,
    "ransomware" BOOLEAN NOT NULL,
    "name" TEXT NOT NULL,
    "vendor" TEXT NOT NULL,
    "product" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "notes" TEXT,

    CONSTRAINT "kev_entry_pkey" PRIMARY KEY ("cve")
);

-- CreateTable
CREATE TABLE "epss_score" (
    "cve" TEXT NOT NULL,
    "score" REAL NOT NULL,
    "percentile" REAL NOT NULL,

    CONSTRAINT "epss_score_pkey" PRIMARY KEY ("cve")
);

-- CreateIndex
CREATE UNIQUE INDEX "advisory_feed_kind_name_key" ON "advisory_feed"("kind", "name");

-- CreateIndex
CREATE INDEX "advisory_vulnerability_id_idx" ON "advisory"("vulnerability_id");

-- CreateIndex
CREATE UNIQUE INDEX "advisory_source_key_key" ON "advisory"("source", "key");

-- CreateIndex
CREATE INDEX "affected_range_advisory_id_idx" ON "affected_range"("advisory_id");

-- CreateIndex
CREATE INDEX "affected_version_advisory_id_idx" ON "affected_version"("advisory_id");

-- CreateIndex
CREATE UNIQUE INDEX "vulnerability_display_id_key" ON "vulnerability"("display_id");

-- CreateIndex
CREATE INDEX "vulnerability_modified_at_id_idx" ON "vulnerability"("modified_at", "id");

-- CreateIndex
CREATE INDEX "vulnerability_alias_vulnerability_id_idx" ON "vulnerability_alias"("vulnerability_id");

-- CreateIndex
CREATE INDEX "match_vulnerability_id_package_version_id_idx" ON "match"("vulnerability_id", "package_version_id");

-- CreateIndex
CREATE INDEX "match_advisory_id_idx" ON "match"("advisory_id");

-- CreateIndex
CREATE INDEX "finding_opened_at_idx" ON "finding"("opened_at");

-- CreateIndex
CREATE INDEX "alert_raised_at_idx" ON "alert"("raised_at");

-- CreateIndex
CREATE INDEX "alert_vulnerability_id_idx" ON "alert"("vulnerability_id");


-- What Prisma cannot express. scripts/check-drift.ts knows these by name.

-- Type-ahead, bare names and `@scope/*` mean packages of the inventory, not the many more that only advisories name.
DROP INDEX "package_leaf_prefix";
DROP INDEX "package_name_prefix";
CREATE INDEX "package_leaf_prefix" ON "package"("leaf" text_pattern_ops) WHERE NOT "advisory_only";
CREATE INDEX "package_name_prefix" ON "package"("name" text_pattern_ops) WHERE NOT "advisory_only";

-- Distro binaries that advisories know by their source package.
CREATE INDEX "package_version_advisory" ON "package_version"("advisory_package_id", "advisory_key") WHERE "advisory_package_id" IS NOT NULL;

-- Open findings: of a vulnerability, and of a package version.
CREATE INDEX "finding_open_vulnerability" ON "finding"("vulnerability_id", "artifact_id") INCLUDE ("package_version_id", "opened_at") WHERE "closed_at" IS NULL;
CREATE INDEX "finding_open_version" ON "finding"("package_version_id", "vulnerability_id") WHERE "closed_at" IS NULL;
-- Closed findings of a vulnerability: its history, which moves when groups merge or fall apart.
-- The same pair is open once.
CREATE UNIQUE INDEX "finding_open_once" ON "finding"("artifact_id", "package_version_id", "vulnerability_id") WHERE "closed_at" IS NULL;

-- Findings that ended: who had it.
CREATE INDEX "finding_closed_vulnerability" ON "finding"("vulnerability_id", "artifact_id") INCLUDE ("package_version_id", "opened_at", "closed_at") WHERE "closed_at" IS NOT NULL;

-- What lists of vulnerabilities are counted and ordered by, without their texts.
CREATE UNIQUE INDEX "vulnerability_facts" ON "vulnerability"("id") INCLUDE ("kind", "severity_rank", "kev_added_on", "epss", "withdrawn_at", "modified_at");
-- The order of lists: what stands before what is withdrawn, malware, known exploited, severity, EPSS.
CREATE INDEX "vulnerability_priority" ON "vulnerability"((("withdrawn_at" IS NULL)::int), (("kind" = 'malware')::int), (("kev_added_on" IS NOT NULL)::int), "severity_rank", (coalesce("epss", -1::real)), "id");

-- One alert stands for a vulnerability at a time.
CREATE UNIQUE INDEX "alert_standing" ON "alert"("vulnerability_id") WHERE "retracted_at" IS NULL;
CREATE INDEX "outbox_event_undelivered" ON "outbox_event"("id") WHERE "delivered_at" IS NULL;

ALTER TABLE "advisory_feed" ADD CONSTRAINT "advisory_feed_kind_known" CHECK ("kind" IN ('osv', 'kev', 'epss'));
ALTER TABLE "advisory_feed" ADD CONSTRAINT "advisory_feed_status_known" CHECK ("status" IN ('idle', 'queued', 'running'));
ALTER TABLE "advisory" ADD CONSTRAINT "advisory_kind_known" CHECK ("kind" IN ('vulnerability', 'malware', 'unmaintained', 'unsound', 'notice'));
ALTER TABLE "vulnerability" ADD CONSTRAINT "vulnerability_kind_known" CHECK ("kind" IN ('vulnerability', 'malware', 'unmaintained', 'unsound', 'notice'));
ALTER TABLE "vulnerability" ADD CONSTRAINT "vulnerability_severity_known" CHECK ("severity" IN ('critical', 'high', 'medium', 'low', 'none', 'unscored'));
ALTER TABLE "match" ADD CONSTRAINT "match_state_known" CHECK ("state" IN ('affected', 'undetermined'));
ALTER TABLE "finding" ADD CONSTRAINT "finding_closed_with_reason" CHECK (("closed_at" IS NULL) = ("close_reason" IS NULL));
ALTER TABLE "finding" ADD CONSTRAINT "finding_half_open" CHECK ("closed_at" IS NULL OR "closed_at" >= "opened_at");
ALTER TABLE "alert" ADD CONSTRAINT "alert_retracted_with_reason" CHECK (("retracted_at" IS NULL) = ("retract_reason" IS NULL));
