-- CreateTable
CREATE TABLE "artifact_upgrades" (
    "artifact_id" INTEGER NOT NULL,
    "digest" BIGINT NOT NULL,
    "findings" BYTEA NOT NULL,

    CONSTRAINT "artifact_upgrades_pkey" PRIMARY KEY ("artifact_id")
);

-- What Prisma cannot express; scripts/check-drift.ts knows it by name. Plans leave out what people decided to leave.
CREATE INDEX "open_finding_left" ON "open_finding"("artifact_id", "package_version_id", "vulnerability_id") WHERE "state" IN ('accepted', 'not_affected', 'fixed');
