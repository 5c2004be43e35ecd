-- AlterTable
ALTER TABLE "composition" ADD COLUMN "scopes" SMALLINT;

-- Of what is shipped now. A composition that no head build has is asked about no more.
UPDATE "composition" c SET "scopes" = s."bits" FROM (
    SELECT h."composition_hash" AS "hash", bit_or((1 << p."scope")::int2) AS "bits"
    FROM "artifact_head" h JOIN "presence" p ON p."artifact_id" = h."artifact_id" AND p."to_seq" IS NULL
    WHERE h."composition_hash" IS NOT NULL GROUP BY 1) s
WHERE s."hash" = c."hash";
