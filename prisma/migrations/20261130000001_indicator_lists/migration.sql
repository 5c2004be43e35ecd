-- CreateTable
CREATE TABLE "indicator_list" (
    "id" UUID NOT NULL,
    "fingerprint" BYTEA NOT NULL,
    "content" BYTEA NOT NULL,
    "size_bytes" INTEGER NOT NULL,
    "options" JSONB NOT NULL,
    "format" TEXT NOT NULL,
    "lines" INTEGER NOT NULL,
    "indicators" INTEGER NOT NULL,
    "rejected" INTEGER NOT NULL,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "indicator_list_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "indicator_list_fingerprint_key" ON "indicator_list"("fingerprint");
