-- A build whose SBOM lists nothing, or has components that could not be read, is never a reason to call its service clean.
ALTER TABLE "build" ADD COLUMN "incomplete" BOOLEAN NOT NULL DEFAULT false;
ALTER TABLE "artifact_head" ADD COLUMN "incomplete" BOOLEAN NOT NULL DEFAULT false;

UPDATE "build" b SET "incomplete" = true FROM "composition" c WHERE c."hash" = b."composition_hash" AND c."component_count" = 0;

UPDATE "build" b SET "incomplete" = true
FROM "document" d JOIN "document" o ON o."sha256" = coalesce(d."body_of", d."sha256")
WHERE d."sha256" = b."document_sha256" AND jsonb_typeof(o."report" -> 'accounting' -> 'skipped') = 'array'
  AND EXISTS (SELECT FROM jsonb_array_elements(o."report" -> 'accounting' -> 'skipped') s WHERE s ->> 'reason' NOT IN ('file', 'root'));

UPDATE "artifact_head" h SET "incomplete" = true FROM "build" b WHERE b."artifact_id" = h."artifact_id" AND b."seq" = h."head_seq" AND b."incomplete";

-- Few, and looked for with every question: now, and at a moment.
CREATE INDEX "artifact_head_incomplete" ON "artifact_head"("artifact_id") WHERE "incomplete";
CREATE INDEX "build_incomplete" ON "build"("artifact_id", "seq") WHERE "incomplete";
