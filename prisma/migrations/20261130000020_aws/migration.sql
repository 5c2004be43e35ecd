-- CreateTable
CREATE TABLE "aws_account" (
    "id" SERIAL NOT NULL,
    "account_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "regions" TEXT[],
    "role_arn" TEXT,
    "external_id" TEXT,
    "environment" TEXT NOT NULL,
    "clusters" JSONB NOT NULL,
    "enabled" BOOLEAN NOT NULL DEFAULT true,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "aws_account_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "aws_feed" (
    "id" SERIAL NOT NULL,
    "account_id" TEXT NOT NULL,
    "region" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "address" TEXT NOT NULL DEFAULT '',
    "enabled" BOOLEAN NOT NULL DEFAULT true,
    "status" TEXT NOT NULL DEFAULT 'idle',
    "phase" TEXT,
    "synced_to" TIMESTAMPTZ(3),
    "full_at" TIMESTAMPTZ(3),
    "started_at" TIMESTAMPTZ(3),
    "succeeded_at" TIMESTAMPTZ(3),
    "failed_at" TIMESTAMPTZ(3),
    "problem" JSONB,
    "counts" JSONB,

    CONSTRAINT "aws_feed_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "aws_event_credential" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "prefix" TEXT NOT NULL,
    "secret_hash" BYTEA NOT NULL,
    "account_ids" TEXT[],
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "last_used_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "aws_event_credential_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "aws_event" (
    "id" TEXT NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "aws_event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "aws_resource" (
    "id" SERIAL NOT NULL,
    "key" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "type_name" TEXT NOT NULL,
    "account" TEXT NOT NULL,
    "region" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "tags" TEXT[],
    "labels" JSONB NOT NULL,
    "platform" TEXT,
    "architecture" TEXT,
    "digest" TEXT,
    "said_at" TIMESTAMPTZ(3) NOT NULL,
    "platform_at" TIMESTAMPTZ(3),
    "digest_at" TIMESTAMPTZ(3),
    "scan_status" TEXT,
    "scan_reason" TEXT,
    "scanned_at" TIMESTAMPTZ(3),
    "coverage_at" TIMESTAMPTZ(3),
    "first_seen_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "aws_resource_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "aws_resource_artifact" (
    "artifact_id" INTEGER NOT NULL,
    "resource_id" INTEGER NOT NULL,
    "build_seq" INTEGER,
    "by" TEXT NOT NULL,
    "mapped_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "aws_resource_artifact_pkey" PRIMARY KEY ("artifact_id","resource_id")
);

-- CreateTable
CREATE TABLE "aws_mapped_build" (
    "artifact_id" INTEGER NOT NULL,
    "seq" INTEGER NOT NULL,

    CONSTRAINT "aws_mapped_build_pkey" PRIMARY KEY ("artifact_id")
);

-- CreateTable
CREATE TABLE "aws_image_index" (
    "digest" TEXT NOT NULL,
    "index_digest" TEXT NOT NULL,
    "seen_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "aws_image_index_pkey" PRIMARY KEY ("digest","index_digest")
);

-- CreateTable
CREATE TABLE "aws_mapping_rule" (
    "id" SERIAL NOT NULL,
    "position" INTEGER NOT NULL,
    "type" TEXT NOT NULL,
    "account" TEXT,
    "name" TEXT NOT NULL,
    "label" TEXT,
    "artifact_id" INTEGER NOT NULL,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "aws_mapping_rule_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "inspector_finding" (
    "id" SERIAL NOT NULL,
    "arn" TEXT NOT NULL,
    "resource_id" INTEGER NOT NULL,
    "advisory_id" INTEGER,
    "kind" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "said_status" TEXT NOT NULL,
    "severity" TEXT NOT NULL,
    "severity_rank" SMALLINT NOT NULL,
    "score" REAL,
    "title" TEXT NOT NULL,
    "fix_available" TEXT,
    "exploit_available" BOOLEAN,
    "epss" REAL,
    "first_observed_at" TIMESTAMPTZ(3) NOT NULL,
    "last_observed_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "unlisted_at" TIMESTAMPTZ(3),
    "digest" BYTEA NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL,
    "source" TEXT NOT NULL,
    "raw" BYTEA NOT NULL,

    CONSTRAINT "inspector_finding_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "inspector_listing" (
    "account" TEXT NOT NULL,
    "region" TEXT NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "inspector_listing_pkey" PRIMARY KEY ("account","region","since")
);

-- CreateTable
CREATE TABLE "inspector_package" (
    "finding_id" INTEGER NOT NULL,
    "n" SMALLINT NOT NULL,
    "package_version_id" INTEGER,
    "unmapped" TEXT,
    "manager" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "version" TEXT NOT NULL,
    "file_path" TEXT,
    "fixed" TEXT,
    "layer" TEXT,

    CONSTRAINT "inspector_package_pkey" PRIMARY KEY ("finding_id","n")
);

-- CreateTable
CREATE TABLE "inspector_detail" (
    "advisory_id" INTEGER NOT NULL,
    "source" TEXT NOT NULL,
    "said_at" TIMESTAMPTZ(3) NOT NULL,
    "digest" BYTEA NOT NULL,

    CONSTRAINT "inspector_detail_pkey" PRIMARY KEY ("advisory_id","source")
);

-- CreateTable
CREATE TABLE "observation" (
    "artifact_id" INTEGER NOT NULL,
    "package_version_id" INTEGER NOT NULL,
    "advisory_id" INTEGER NOT NULL,
    "state" TEXT NOT NULL,
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "closed_at" TIMESTAMPTZ(3),
    "findings" INTEGER NOT NULL,
    "open" INTEGER NOT NULL,
    "severity_rank" SMALLINT NOT NULL,
    "severity" TEXT NOT NULL,
    "fixed" TEXT,

    CONSTRAINT "observation_pkey" PRIMARY KEY ("artifact_id","package_version_id","advisory_id")
);

-- CreateTable
CREATE TABLE "aws_workload" (
    "key" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "account" TEXT NOT NULL,
    "region" TEXT NOT NULL,
    "cluster" TEXT NOT NULL,
    "group_name" TEXT NOT NULL,
    "digest" TEXT NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "stopped_at" TIMESTAMPTZ(3),
    "version" BIGINT NOT NULL,
    "seen_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "aws_workload_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "inspector_scan" (
    "id" UUID NOT NULL,
    "artifact_id" INTEGER NOT NULL,
    "build_seq" INTEGER NOT NULL,
    "origin" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "account_id" TEXT,
    "region" TEXT,
    "requested_by" TEXT NOT NULL,
    "requested_at" TIMESTAMPTZ(3) NOT NULL,
    "finished_at" TIMESTAMPTZ(3),
    "parts" INTEGER NOT NULL DEFAULT 0,
    "parts_done" INTEGER NOT NULL DEFAULT 0,
    "problem" JSONB,
    "summary" JSONB,
    "response" BYTEA,

    CONSTRAINT "inspector_scan_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "aws_account_account_id_key" ON "aws_account"("account_id");

-- CreateIndex
CREATE UNIQUE INDEX "aws_feed_account_id_region_kind_address_key" ON "aws_feed"("account_id", "region", "kind", "address");

-- CreateIndex
CREATE UNIQUE INDEX "aws_event_credential_secret_hash_key" ON "aws_event_credential"("secret_hash");

-- CreateIndex
CREATE INDEX "aws_event_received_at_idx" ON "aws_event"("received_at");

-- CreateIndex
CREATE UNIQUE INDEX "aws_resource_key_key" ON "aws_resource"("key");

-- CreateIndex
CREATE INDEX "aws_resource_digest_idx" ON "aws_resource"("digest");

-- CreateIndex
CREATE INDEX "aws_resource_artifact_resource_id_idx" ON "aws_resource_artifact"("resource_id");

-- CreateIndex
CREATE INDEX "aws_image_index_index_digest_idx" ON "aws_image_index"("index_digest");

-- CreateIndex
CREATE UNIQUE INDEX "inspector_finding_arn_key" ON "inspector_finding"("arn");

-- CreateIndex
CREATE INDEX "inspector_finding_resource_id_advisory_id_idx" ON "inspector_finding"("resource_id", "advisory_id");

-- CreateIndex
CREATE INDEX "inspector_finding_advisory_id_idx" ON "inspector_finding"("advisory_id");

-- CreateIndex
CREATE INDEX "inspector_package_package_version_id_idx" ON "inspector_package"("package_version_id");

-- CreateIndex
CREATE INDEX "aws_workload_digest_idx" ON "aws_workload"("digest");

-- CreateIndex
CREATE INDEX "aws_workload_kind_account_region_idx" ON "aws_workload"("kind", "account", "region");

-- CreateIndex
CREATE INDEX "inspector_scan_artifact_id_build_seq_requested_at_idx" ON "inspector_scan"("artifact_id", "build_seq", "requested_at");

-- CreateIndex
CREATE INDEX "inspector_scan_status_requested_at_idx" ON "inspector_scan"("status", "requested_at");


-- What Prisma cannot express; scripts/check-drift.ts knows it by name. What Inspector reports now, suppressed or not, or closed without saying that it
-- is fixed, by whom it is asked for: a vulnerability's or a package version's.
CREATE INDEX "observation_standing_advisory" ON "observation"("advisory_id", "package_version_id", "artifact_id") WHERE "state" IN ('open', 'suppressed', 'unscanned', 'unverified');
CREATE INDEX "observation_standing_version" ON "observation"("package_version_id", "artifact_id") WHERE "state" IN ('open', 'suppressed', 'unscanned', 'unverified');
ALTER TABLE "observation" ADD CONSTRAINT "observation_state_known" CHECK ("state" IN ('open', 'suppressed', 'closed', 'unscanned', 'unverified'));
ALTER TABLE "inspector_finding" ADD CONSTRAINT "inspector_finding_status_known" CHECK ("status" IN ("said_status", 'CLOSED') AND "said_status" IN ('ACTIVE', 'SUPPRESSED', 'CLOSED'));
-- The last part of a name, by which repositories and functions are weakly mapped.
CREATE INDEX "artifact_leaf" ON "artifact"(left(lower(regexp_replace("name", '^.*/', '')), 200));
CREATE INDEX "aws_resource_leaf" ON "aws_resource"(left(lower(regexp_replace("name", '^.*/', '')), 200));
ALTER TABLE "aws_resource_artifact" ADD CONSTRAINT "aws_resource_artifact_by_known" CHECK ("by" IN ('digest', 'index', 'rule', 'tag', 'name', 'scan'));
