-- AlterTable
ALTER TABLE "deployment" ADD COLUMN "said_to" TIMESTAMPTZ(3),
ADD COLUMN "seen_in" TEXT[] DEFAULT ARRAY[]::TEXT[];

-- AlterTable
ALTER TABLE "aws_workload" ADD COLUMN "builds" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN "environment" TEXT,
ADD COLUMN "missing_at" TIMESTAMPTZ(3);

-- DropIndex
DROP INDEX "deployment_artifact_id_environment_from_at_build_seq_key";

-- CreateIndex
CREATE UNIQUE INDEX "deployment_artifact_id_environment_from_at_build_seq_source_key" ON "deployment"("artifact_id", "environment", "from_at", "build_seq", "source");

-- An end that is not the beginning of the deployment that replaced it was said.
UPDATE "deployment" d SET "said_to" = d."to_at" WHERE d."to_at" IS NOT NULL AND NOT EXISTS (
    SELECT FROM "deployment" n WHERE n."artifact_id" = d."artifact_id" AND n."environment" = d."environment" AND n."from_at" = d."to_at" AND n."replaces");
