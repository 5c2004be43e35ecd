-- AlterTable
ALTER TABLE "team" ADD COLUMN "email" TEXT,
ADD COLUMN "chat" TEXT,
ADD COLUMN "on_call" TEXT,
ADD COLUMN "runbook" TEXT;

-- CreateTable
CREATE TABLE "deployment" (
    "artifact_id" INTEGER NOT NULL,
    "id" UUID NOT NULL,
    "build_seq" INTEGER NOT NULL,
    "environment" TEXT NOT NULL,
    "digest" TEXT,
    "from_at" TIMESTAMPTZ(3) NOT NULL,
    "to_at" TIMESTAMPTZ(3),
    "replaces" BOOLEAN NOT NULL,
    "source" TEXT NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "deployment_pkey" PRIMARY KEY ("artifact_id","id")
);

-- CreateIndex
CREATE INDEX "deployment_id_idx" ON "deployment"("id");

-- CreateIndex
CREATE INDEX "deployment_environment_from_at_id_idx" ON "deployment"("environment", "from_at", "id");

-- CreateIndex
CREATE INDEX "deployment_from_at_id_idx" ON "deployment"("from_at", "id");

-- CreateIndex
CREATE UNIQUE INDEX "deployment_artifact_id_environment_from_at_build_seq_key" ON "deployment"("artifact_id", "environment", "from_at", "build_seq");

-- What Prisma cannot express. scripts/check-drift.ts knows it by name.

-- What runs now, by artifact.
CREATE INDEX "deployment_running" ON "deployment"("artifact_id") INCLUDE ("build_seq", "environment", "from_at") WHERE "to_at" IS NULL;

-- What ran in a window, by artifact, without reading the rows.
CREATE INDEX "deployment_span" ON "deployment"("artifact_id", "from_at") INCLUDE ("to_at", "build_seq", "environment");

ALTER TABLE "deployment" ADD CONSTRAINT "deployment_half_open" CHECK ("to_at" IS NULL OR "from_at" < "to_at");
