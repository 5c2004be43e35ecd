-- Resources of a finding of Inspector beside its first: a row each, so that the findings that have one, which are nearly all, cost nothing more.
CREATE TABLE "inspector_further" (
    "finding_id" INTEGER NOT NULL,
    "resource_id" INTEGER NOT NULL,

    CONSTRAINT "inspector_further_pkey" PRIMARY KEY ("finding_id","resource_id")
);

-- CreateIndex
CREATE INDEX "inspector_further_resource_id_idx" ON "inspector_further"("resource_id");
