-- What only Inspector reports, as the worker last made it, how many of each vulnerability, and of which artifacts that is of before.
CREATE TABLE "inspector_alone" (
    "artifact_id" INTEGER NOT NULL,
    "package_version_id" INTEGER NOT NULL,
    "vulnerability_id" INTEGER NOT NULL,
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "closed_at" TIMESTAMPTZ(3),
    "close_reason" TEXT,
    "advisory_ids" INTEGER[],

    CONSTRAINT "inspector_alone_pkey" PRIMARY KEY ("artifact_id","package_version_id","vulnerability_id")
);
CREATE INDEX "inspector_alone_vulnerability_id_artifact_id_idx" ON "inspector_alone"("vulnerability_id", "artifact_id");
CREATE INDEX "inspector_alone_opened_at_idx" ON "inspector_alone"("opened_at", "vulnerability_id", "artifact_id", "package_version_id");

CREATE TABLE "inspector_alone_total" (
    "vulnerability_id" INTEGER NOT NULL,
    "n" INTEGER NOT NULL,
    "reported" INTEGER NOT NULL,

    CONSTRAINT "inspector_alone_total_pkey" PRIMARY KEY ("vulnerability_id")
);

CREATE TABLE "inspector_alone_artifact" (
    "artifact_id" INTEGER NOT NULL,
    "findings_rev" INTEGER,

    CONSTRAINT "inspector_alone_artifact_pkey" PRIMARY KEY ("artifact_id")
);

CREATE TABLE "inspector_alone_owed" (
    "id" BIGSERIAL NOT NULL,
    "artifact_id" INTEGER NOT NULL,

    CONSTRAINT "inspector_alone_owed_pkey" PRIMARY KEY ("id")
);
INSERT INTO "inspector_alone_owed" ("artifact_id") SELECT DISTINCT "artifact_id" FROM "observation";

-- Findings of a resource are found, and the open ones counted, without their rows, which hold what Inspector sent.
DROP INDEX "inspector_finding_resource_id_advisory_id_idx";
CREATE INDEX "inspector_finding_of_resource" ON "inspector_finding"("resource_id", "advisory_id") INCLUDE ("id", "status", "kind");
CREATE INDEX "inspector_package_unmapped" ON "inspector_package"("finding_id") WHERE "package_version_id" IS NULL;
