-- Malware raises the revision of nearly every artifact, and each index of this small table cost as much as the row. What is owed of either kind is in one
-- index, which both conditions imply; editions are looked for once a minute, by reading the table.
DROP INDEX "artifact_findings_history_owed";
DROP INDEX "artifact_findings_upgrades_owed";
DROP INDEX "artifact_findings_queue_rev";
CREATE INDEX "artifact_findings_owed" ON "artifact_findings"("artifact_id") WHERE "history_rev" <> "rev" OR "upgrades_rev" <> "rev";
