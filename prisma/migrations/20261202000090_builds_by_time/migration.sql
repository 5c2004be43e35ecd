-- What was built in a window, whatever artifact it is of.
CREATE INDEX "build_built_at_artifact_id_seq_idx" ON "build"("built_at", "artifact_id", "seq");
CREATE INDEX "retirement_retired_at_artifact_id_seq_idx" ON "retirement"("retired_at", "artifact_id", "seq");
-- Components without a purl that may be what is asked for: few, and looked for by every name of a list.
CREATE INDEX "package_without_purl" ON "package"("leaf") WHERE "ecosystem" = 'unidentified';
