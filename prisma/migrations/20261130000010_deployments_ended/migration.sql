-- What ended after a moment, by artifact: incidents ask about days or weeks ago, and what had ended before is most of the history. What still
-- runs has its own index. scripts/check-drift.ts knows it by name.
CREATE INDEX "deployment_ended" ON "deployment"("artifact_id", "to_at") INCLUDE ("from_at", "build_seq", "environment") WHERE "to_at" IS NOT NULL;

DROP INDEX "deployment_span";
