-- What is late or soon due, by whose it is, without a look at the rows.
CREATE INDEX "open_finding_due" ON "open_finding"("due_at") INCLUDE ("service_id", "assignee_id", "kind", "severity_rank") WHERE "state" IN ('undecided', 'affected', 'under_investigation');
