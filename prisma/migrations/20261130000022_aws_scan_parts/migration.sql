-- CreateTable
CREATE TABLE "inspector_scan_part" (
    "scan_id" UUID NOT NULL,
    "n" SMALLINT NOT NULL,
    "response" BYTEA NOT NULL,

    CONSTRAINT "inspector_scan_part_pkey" PRIMARY KEY ("scan_id","n")
);

-- What Prisma cannot express; scripts/check-drift.ts knows it by name. Documents that Inspector's scanner wrote: few, and looked for every minute.
CREATE INDEX "document_of_scanner" ON "document"("sha256") WHERE "generator" LIKE 'Amazon Inspector Scan SBOM API%';
