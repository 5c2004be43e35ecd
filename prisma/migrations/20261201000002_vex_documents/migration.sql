-- AlterTable
ALTER TABLE "vex_document" ADD COLUMN     "document_id" TEXT,
ADD COLUMN     "version" TEXT,
ADD COLUMN     "author" TEXT,
ADD COLUMN     "said_at" TIMESTAMPTZ(3),
ADD COLUMN     "products" TEXT[],
ADD COLUMN     "scope" TEXT NOT NULL,
ADD COLUMN     "scope_id" INTEGER,
ADD COLUMN     "requester" TEXT NOT NULL,
ADD COLUMN     "bound_at" TIMESTAMPTZ(3) NOT NULL,
ADD COLUMN     "ended_at" TIMESTAMPTZ(3),
ADD COLUMN     "ended_by" TEXT,
ADD COLUMN     "replaced_by" UUID;

-- CreateTable
CREATE TABLE "vex_said" (
    "document_id" UUID NOT NULL,
    "key" BYTEA NOT NULL,
    "decision_id" UUID NOT NULL,

    CONSTRAINT "vex_said_pkey" PRIMARY KEY ("document_id","key")
);

-- CreateTable
CREATE TABLE "vex_product" (
    "document_id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "version" TEXT NOT NULL,

    CONSTRAINT "vex_product_pkey" PRIMARY KEY ("document_id","key","version")
);

-- CreateIndex
CREATE INDEX "vex_document_document_id_idx" ON "vex_document"("document_id");

-- CreateIndex
CREATE INDEX "vex_document_imported_at_id_idx" ON "vex_document"("imported_at", "id");

-- CreateIndex
CREATE INDEX "vex_said_key_idx" ON "vex_said"("key");

-- CreateIndex
CREATE INDEX "vex_said_decision_id_idx" ON "vex_said"("decision_id");

-- CreateIndex
CREATE INDEX "vex_product_key_idx" ON "vex_product"("key");


ALTER TABLE "vex_document" ADD CONSTRAINT "vex_document_scope_known" CHECK ("scope" IN ('artifact', 'service', 'team', 'everywhere') AND ("scope" = 'everywhere') = ("scope_id" IS NULL));
