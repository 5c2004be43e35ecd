-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateTable
CREATE TABLE "team" (
    "id" SERIAL NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "contact" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "team_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "service" (
    "id" SERIAL NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "team_id" INTEGER,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "first_build_at" TIMESTAMPTZ(3),

    CONSTRAINT "service_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "artifact" (
    "id" SERIAL NOT NULL,
    "service_id" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "ref" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "artifact_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "artifact_head" (
    "artifact_id" INTEGER NOT NULL,
    "last_seq" INTEGER NOT NULL DEFAULT 0,
    "head_seq" INTEGER,
    "head_built_at" TIMESTAMPTZ(3),
    "composition_hash" BYTEA,
    "document_sha256" BYTEA,

    CONSTRAINT "artifact_head_pkey" PRIMARY KEY ("artifact_id")
);

-- CreateTable
CREATE TABLE "build" (
    "artifact_id" INTEGER NOT NULL,
    "seq" INTEGER NOT NULL,
    "version" TEXT,
    "commit" TEXT,
    "digests" TEXT[],
    "built_at" TIMESTAMPTZ(3) NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL,
    "run_url" TEXT,
    "document_sha256" BYTEA NOT NULL,
    "composition_hash" BYTEA NOT NULL,
    "upload_id" UUID NOT NULL,
    "opened" INTEGER NOT NULL,
    "closed" INTEGER NOT NULL,

    CONSTRAINT "build_pkey" PRIMARY KEY ("artifact_id","seq")
);

-- CreateTable
CREATE TABLE "document" (
    "sha256" BYTEA NOT NULL,
    "head" BYTEA NOT NULL,
    "size_bytes" INTEGER NOT NULL,
    "format" TEXT,
    "spec_version" TEXT,
    "generator" TEXT,
    "documented_at" TIMESTAMPTZ(3),
    "report" JSONB,
    "body_of" BYTEA,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "document_pkey" PRIMARY KEY ("sha256")
);

-- CreateTable
CREATE TABLE "document_body" (
    "sha256" BYTEA NOT NULL,
    "encoding" TEXT NOT NULL,
    "bytes" BYTEA NOT NULL,

    CONSTRAINT "document_body_pkey" PRIMARY KEY ("sha256")
);

-- CreateTable
CREATE TABLE "composition" (
    "hash" BYTEA NOT NULL,
    "component_count" INTEGER NOT NULL,
    "edge_count" INTEGER NOT NULL,
    "graph" BYTEA NOT NULL,

    CONSTRAINT "composition_pkey" PRIMARY KEY ("hash")
);

-- CreateTable
CREATE TABLE "package" (
    "id" SERIAL NOT NULL,
    "ecosystem" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "leaf" TEXT NOT NULL,

    CONSTRAINT "package_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "package_version" (
    "id" SERIAL NOT NULL,
    "package_id" INTEGER NOT NULL,
    "version" TEXT NOT NULL,
    "release" TEXT NOT NULL DEFAULT '',
    "version_key" BYTEA,
    "key_rev" SMALLINT NOT NULL DEFAULT 1,
    "advisory_package_id" INTEGER,
    "advisory_key" BYTEA,

    CONSTRAINT "package_version_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "package_version_hash" (
    "sha256" BYTEA NOT NULL,
    "package_version_id" INTEGER NOT NULL,

    CONSTRAINT "package_version_hash_pkey" PRIMARY KEY ("sha256","package_version_id")
);

-- CreateTable
CREATE TABLE "presence" (
    "from_at" TIMESTAMPTZ(3) NOT NULL,
    "to_at" TIMESTAMPTZ(3),
    "artifact_id" INTEGER NOT NULL,
    "package_version_id" INTEGER NOT NULL,
    "from_seq" INTEGER NOT NULL,
    "to_seq" INTEGER,
    "depth" SMALLINT NOT NULL,
    "scope" SMALLINT NOT NULL,
    "direct" BOOLEAN NOT NULL,
    "via" INTEGER[],

    CONSTRAINT "presence_pkey" PRIMARY KEY ("artifact_id","package_version_id","from_seq")
);

-- CreateTable
CREATE TABLE "upload" (
    "id" UUID NOT NULL,
    "status" TEXT NOT NULL,
    "request" JSONB NOT NULL,
    "document_sha256" BYTEA,
    "artifact_id" INTEGER,
    "build_seq" INTEGER,
    "outcome" JSONB,
    "problem" JSONB,
    "actor_kind" TEXT NOT NULL,
    "actor_id" TEXT,
    "actor_name" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "started_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "upload_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "app_user" (
    "id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "password_hash" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_sign_in_at" TIMESTAMPTZ(3),

    CONSTRAINT "app_user_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "setup_link" (
    "secret_hash" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "setup_link_pkey" PRIMARY KEY ("secret_hash")
);

-- CreateTable
CREATE TABLE "api_token" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "prefix" TEXT NOT NULL,
    "secret_hash" BYTEA NOT NULL,
    "scopes" TEXT[],
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3),
    "last_used_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "api_token_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "audit_event" (
    "id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "actor_kind" TEXT NOT NULL,
    "actor_id" TEXT,
    "actor_name" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "subject_kind" TEXT NOT NULL,
    "subject_id" TEXT NOT NULL,
    "detail" JSONB,
    "request_id" TEXT,

    CONSTRAINT "audit_event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "setting" (
    "key" TEXT NOT NULL,
    "value" JSONB NOT NULL,

    CONSTRAINT "setting_pkey" PRIMARY KEY ("key")
);

-- CreateIndex
CREATE UNIQUE INDEX "team_slug_key" ON "team"("slug");

-- CreateIndex
CREATE UNIQUE INDEX "service_slug_key" ON "service"("slug");

-- CreateIndex
CREATE INDEX "service_team_id_idx" ON "service"("team_id");

-- CreateIndex
CREATE UNIQUE INDEX "artifact_service_id_kind_name_ref_key" ON "artifact"("service_id", "kind", "name", "ref");

-- CreateIndex
CREATE INDEX "artifact_head_head_built_at_idx" ON "artifact_head"("head_built_at");

-- CreateIndex
CREATE INDEX "build_artifact_id_built_at_seq_idx" ON "build"("artifact_id", "built_at", "seq");

-- CreateIndex
CREATE INDEX "build_document_sha256_artifact_id_idx" ON "build"("document_sha256", "artifact_id");

-- CreateIndex
CREATE INDEX "build_digests_idx" ON "build" USING GIN ("digests");

-- CreateIndex
CREATE UNIQUE INDEX "package_ecosystem_name_key" ON "package"("ecosystem", "name");

-- CreateIndex
CREATE INDEX "package_version_package_id_version_key_idx" ON "package_version"("package_id", "version_key");

-- CreateIndex
CREATE UNIQUE INDEX "package_version_package_id_version_release_key" ON "package_version"("package_id", "version", "release");

-- CreateIndex
CREATE INDEX "upload_created_at_idx" ON "upload"("created_at");

-- CreateIndex
CREATE UNIQUE INDEX "app_user_email_key" ON "app_user"("email");

-- CreateIndex
CREATE UNIQUE INDEX "api_token_secret_hash_key" ON "api_token"("secret_hash");

-- CreateIndex
CREATE INDEX "audit_event_at_idx" ON "audit_event"("at");

-- CreateIndex
CREATE INDEX "audit_event_subject_kind_subject_id_at_idx" ON "audit_event"("subject_kind", "subject_id", "at");

-- AddForeignKey
ALTER TABLE "service" ADD CONSTRAINT "service_team_id_fkey" FOREIGN KEY ("team_id") REFERENCES "team"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "artifact" ADD CONSTRAINT "artifact_service_id_fkey" FOREIGN KEY ("service_id") REFERENCES "service"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What Prisma cannot express. scripts/check-drift.ts knows these by name.

-- The question, now: which artifacts hold these package versions in their head build.
CREATE INDEX "presence_current" ON "presence"("package_version_id", "artifact_id") INCLUDE ("from_at", "depth", "scope", "direct") WHERE "to_seq" IS NULL;

-- The question, then: what ended after the moment that is asked for.
CREATE INDEX "presence_past" ON "presence"("package_version_id", "to_at", "artifact_id") INCLUDE ("from_at", "depth", "scope", "direct") WHERE "to_seq" IS NOT NULL;

-- Type-ahead, bare names and `@scope/*`.
CREATE INDEX "package_leaf_prefix" ON "package"("leaf" text_pattern_ops);
CREATE INDEX "package_name_prefix" ON "package"("name" text_pattern_ops);

-- Services of which nothing is known, and uploads that still owe an answer: both few.
CREATE INDEX "service_without_build" ON "service"("id") WHERE "first_build_at" IS NULL;
CREATE INDEX "upload_owed" ON "upload"("created_at") WHERE "status" IN ('queued', 'processing');

ALTER TABLE "upload" ADD CONSTRAINT "upload_status_known" CHECK ("status" IN ('queued', 'processing', 'done', 'failed'));
ALTER TABLE "presence" ADD CONSTRAINT "presence_half_open" CHECK (("to_seq" IS NULL) = ("to_at" IS NULL));
ALTER TABLE "app_user" ADD CONSTRAINT "app_user_role_known" CHECK ("role" IN ('admin', 'member'));

-- Raw documents are compressed before they arrive here; composition graphs are small and dense.
ALTER TABLE "document_body" ALTER COLUMN "bytes" SET STORAGE EXTERNAL;
ALTER TABLE "composition" ALTER COLUMN "graph" SET STORAGE EXTERNAL;
