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

-- What runs is looked up by thousands of digests a minute, and each look would read all that waits to be put into the index. A build has a digest or two:
-- they are put into it at once. Prisma cannot express that; scripts/check-drift.ts knows the index by name.
ALTER INDEX "build_digests_idx" SET (fastupdate = off);
SELECT gin_clean_pending_list('build_digests_idx'::regclass);
