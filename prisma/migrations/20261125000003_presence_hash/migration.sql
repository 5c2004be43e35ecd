-- Which bits each artifact's SBOM gives, and not only which ones have been seen: the same version may differ from place to place.
-- Presences from before have no hash, so that a question by hash calls them unknown until the next build.
ALTER TABLE "package_version_hash" DROP CONSTRAINT "package_version_hash_pkey";
ALTER TABLE "package_version_hash" ADD COLUMN "id" SERIAL NOT NULL;
ALTER TABLE "package_version_hash" ADD CONSTRAINT "package_version_hash_pkey" PRIMARY KEY ("id");
CREATE UNIQUE INDEX "package_version_hash_sha256_package_version_id_key" ON "package_version_hash"("sha256", "package_version_id");
-- Where one SBOM gives several for a package version.
ALTER TABLE "package_version_hash" ADD COLUMN "several" BYTEA[];
CREATE INDEX "package_version_hash_several" ON "package_version_hash" USING GIN ("several") WHERE "several" IS NOT NULL;

ALTER TABLE "presence" ADD COLUMN "hash_id" INTEGER;

-- Heads from before: the next document is read, even when it has the same body.
ALTER TABLE "artifact_head" ADD COLUMN "hashes_read" BOOLEAN NOT NULL DEFAULT false;
ALTER TABLE "artifact_head" ALTER COLUMN "hashes_read" SET DEFAULT true;

CREATE TABLE "former_hash" (
    "artifact_id" INTEGER NOT NULL,
    "package_version_id" INTEGER NOT NULL,
    "until_seq" INTEGER NOT NULL,
    "until_at" TIMESTAMPTZ(3) NOT NULL,
    "hash_id" INTEGER,

    CONSTRAINT "former_hash_pkey" PRIMARY KEY ("artifact_id","package_version_id","until_seq")
);
