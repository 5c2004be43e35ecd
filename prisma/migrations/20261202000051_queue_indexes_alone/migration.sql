-- What is due on a day, and what is somebody's, is counted from the index alone: PostgreSQL reads one alone only where it has the column itself, not just an expression of it.
DROP INDEX "open_finding_class_due";
CREATE INDEX "open_finding_class_due" ON "open_finding"("kind", "severity_rank", "kev", "state", (coalesce("due_at", 'infinity')), "artifact_id", "package_version_id", "vulnerability_id") INCLUDE ("due_at");
DROP INDEX "open_finding_assignee";
CREATE INDEX "open_finding_assignee" ON "open_finding"("assignee_id", "rank") INCLUDE ("artifact_id", "kind", "severity_rank", "kev", "state") WHERE "assignee_id" IS NOT NULL;
