-- A further resource's findings of one vulnerability are found without a look at all findings of that vulnerability, or of the resource.
ALTER TABLE "inspector_further" ADD COLUMN "advisory_id" INTEGER;

UPDATE "inspector_further" x SET "advisory_id" = f."advisory_id" FROM "inspector_finding" f WHERE f."id" = x."finding_id";

-- DropIndex
DROP INDEX "inspector_further_resource_id_idx";

-- CreateIndex
CREATE INDEX "inspector_further_resource_id_advisory_id_finding_id_idx" ON "inspector_further"("resource_id", "advisory_id", "finding_id");
