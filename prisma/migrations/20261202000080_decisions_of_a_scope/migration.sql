-- What was decided for an artifact and its owners: the clocks of its findings are made from that.
CREATE INDEX "decision_subject_scope_id_scope_idx" ON "decision_subject"("scope_id", "scope");
