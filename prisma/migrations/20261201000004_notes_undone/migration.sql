-- AlterTable
ALTER TABLE "finding_note" ADD COLUMN     "undoes" UUID;

-- CreateIndex
CREATE INDEX "finding_note_at_idx" ON "finding_note"("at");
