-- A question by hash is answered from the index alone. The hash takes the place of the depth, which no question reads there: entries stay at 32 bytes.
DROP INDEX "presence_current";
CREATE INDEX "presence_current" ON "presence"("package_version_id", "artifact_id") INCLUDE ("from_at", "hash_id", "scope", "direct") WHERE "to_seq" IS NULL;
