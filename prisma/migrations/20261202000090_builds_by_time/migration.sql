-- What was built in a window, whatever artifact it is of.
CREATE INDEX "build_built_at_artifact_id_seq_idx" ON "build"("built_at", "artifact_id", "seq");
CREATE INDEX "retirement_retired_at_artifact_id_seq_idx" ON "retirement"("retired_at", "artifact_id", "seq");
