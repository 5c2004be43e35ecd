-- AlterTable
ALTER TABLE "service" ADD COLUMN "retired_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "artifact_head" ADD COLUMN "retired_at" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "retirement" (
    "artifact_id" INTEGER NOT NULL,
    "seq" INTEGER NOT NULL,
    "retired_at" TIMESTAMPTZ(3) NOT NULL,
    "closed" INTEGER NOT NULL,

    CONSTRAINT "retirement_pkey" PRIMARY KEY ("artifact_id","seq")
);

-- What Prisma cannot express. scripts/check-drift.ts knows it by name.

CREATE INDEX "artifact_head_retired" ON "artifact_head"("artifact_id") WHERE "retired_at" IS NOT NULL;

-- A retired artifact has no head build, so that no question about now meets it.
ALTER TABLE "artifact_head" ADD CONSTRAINT "artifact_head_retired_without_build" CHECK ("retired_at" IS NULL OR ("head_seq" IS NULL AND "head_built_at" IS NULL));
