-- Histories stand beside the table and not in it: each answer goes through the revisions of all artifacts, and a new revision writes a row again.
ALTER TABLE "artifact_findings" SET (toast_tuple_target = 128);
