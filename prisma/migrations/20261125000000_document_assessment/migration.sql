-- CreateTable
CREATE TABLE "document_assessment" (
    "body_sha256" BYTEA NOT NULL,
    "head_print" BYTEA NOT NULL,
    "revision" INTEGER NOT NULL,
    "validity" JSONB NOT NULL,
    "quality" JSONB NOT NULL,
    "assessed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "document_assessment_pkey" PRIMARY KEY ("body_sha256","head_print")
);
