-- What VEX documents say of products that nobody knows is bound when an artifact has their name: by its first upload, or later by another name.
ALTER TABLE "artifact" ADD COLUMN "renamed_at" TIMESTAMPTZ(3);
