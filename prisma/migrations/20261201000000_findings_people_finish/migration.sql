-- AlterTable
ALTER TABLE "service" ADD COLUMN     "tier" SMALLINT;

-- AlterTable
ALTER TABLE "app_user" ADD COLUMN     "disabled_at" TIMESTAMPTZ(3),
ADD COLUMN     "looked_at" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "invitation" (
    "secret_hash" BYTEA NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "invitation_pkey" PRIMARY KEY ("secret_hash")
);

-- CreateTable
CREATE TABLE "decision" (
    "id" UUID NOT NULL,
    "made_at" TIMESTAMPTZ(3) NOT NULL,
    "requester" TEXT NOT NULL,
    "requester_name" TEXT NOT NULL,
    "origin" TEXT NOT NULL,
    "document_id" UUID,
    "status" TEXT NOT NULL,
    "justification" TEXT,
    "responses" TEXT[],
    "detail" TEXT,
    "evidence_url" TEXT,
    "acceptance" BOOLEAN NOT NULL DEFAULT false,
    "expires_at" TIMESTAMPTZ(3),
    "needs_approval" BOOLEAN NOT NULL,
    "approve_by" TIMESTAMPTZ(3) NOT NULL,
    "digest" BYTEA NOT NULL,

    CONSTRAINT "decision_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "decision_subject" (
    "decision_id" UUID NOT NULL,
    "n" INTEGER NOT NULL,
    "names" TEXT[],
    "package_id" INTEGER,
    "range" TEXT,
    "lo" BYTEA[],
    "hi" BYTEA[],
    "hi_inclusive" BOOLEAN[],
    "key_rev" SMALLINT NOT NULL DEFAULT 1,
    "versions" TEXT[],
    "scope" TEXT NOT NULL,
    "scope_id" INTEGER,

    CONSTRAINT "decision_subject_pkey" PRIMARY KEY ("decision_id","n")
);

-- CreateTable
CREATE TABLE "decision_name" (
    "name" TEXT NOT NULL,
    "decision_id" UUID NOT NULL,
    "n" INTEGER NOT NULL,

    CONSTRAINT "decision_name_pkey" PRIMARY KEY ("name","decision_id","n")
);

-- CreateTable
CREATE TABLE "decision_vote" (
    "decision_id" UUID NOT NULL,
    "voter_id" UUID NOT NULL,
    "voter_name" TEXT NOT NULL,
    "vote" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "reason" TEXT,
    "requester" TEXT NOT NULL,
    "digest" BYTEA NOT NULL,
    "approve_by" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "decision_vote_pkey" PRIMARY KEY ("decision_id","voter_id")
);

-- CreateTable
CREATE TABLE "decision_effect" (
    "decision_id" UUID NOT NULL,
    "from_at" TIMESTAMPTZ(3) NOT NULL,
    "needs_approval" BOOLEAN NOT NULL,
    "approver_id" UUID,
    "vote" TEXT,

    CONSTRAINT "decision_effect_pkey" PRIMARY KEY ("decision_id")
);

-- CreateTable
CREATE TABLE "decision_end" (
    "decision_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "by_id" TEXT,
    "by_name" TEXT NOT NULL,
    "cause" TEXT NOT NULL,
    "reason" TEXT,

    CONSTRAINT "decision_end_pkey" PRIMARY KEY ("decision_id")
);

-- CreateTable
CREATE TABLE "vex_document" (
    "id" UUID NOT NULL,
    "format" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "sha256" BYTEA NOT NULL,
    "body" BYTEA NOT NULL,
    "imported_at" TIMESTAMPTZ(3) NOT NULL,
    "imported_by" TEXT NOT NULL,
    "report" JSONB NOT NULL,

    CONSTRAINT "vex_document_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "finding_note" (
    "id" UUID NOT NULL,
    "service_id" INTEGER NOT NULL,
    "package_id" INTEGER NOT NULL,
    "names" TEXT[],
    "at" TIMESTAMPTZ(3) NOT NULL,
    "by_id" TEXT,
    "by_name" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "text" TEXT,
    "assignee_id" UUID,
    "due_at" TIMESTAMPTZ(3),
    "batch_id" UUID,

    CONSTRAINT "finding_note_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "open_finding" (
    "rank" INTEGER NOT NULL,
    "artifact_id" INTEGER NOT NULL,
    "package_version_id" INTEGER NOT NULL,
    "vulnerability_id" INTEGER NOT NULL,
    "package_id" INTEGER NOT NULL,
    "service_id" INTEGER NOT NULL,
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "due_at" TIMESTAMPTZ(3),
    "decided_until" TIMESTAMPTZ(3),
    "decision_id" UUID,
    "assignee_id" UUID,
    "kind" SMALLINT NOT NULL,
    "severity_rank" SMALLINT NOT NULL,
    "exposure" SMALLINT NOT NULL,
    "kev" BOOLEAN NOT NULL,
    "grave" BOOLEAN NOT NULL,
    "approved" BOOLEAN NOT NULL DEFAULT false,
    "state" TEXT NOT NULL,

    CONSTRAINT "open_finding_pkey" PRIMARY KEY ("artifact_id","package_version_id","vulnerability_id")
);

-- CreateTable
CREATE TABLE "open_tally" (
    "artifact_id" INTEGER NOT NULL,
    "kind" SMALLINT NOT NULL,
    "severity_rank" SMALLINT NOT NULL,
    "kev" BOOLEAN NOT NULL,
    "state" TEXT NOT NULL,
    "n" INTEGER NOT NULL,

    CONSTRAINT "open_tally_pkey" PRIMARY KEY ("artifact_id","kind","severity_rank","kev","state")
);

-- CreateTable
CREATE TABLE "artifact_findings" (
    "artifact_id" INTEGER NOT NULL,
    "rev" INTEGER NOT NULL DEFAULT 1,
    "history_rev" INTEGER NOT NULL DEFAULT 0,
    "upgrades_rev" INTEGER NOT NULL DEFAULT 0,
    "queue_rev" INTEGER NOT NULL DEFAULT 0,
    "history" BYTEA,

    CONSTRAINT "artifact_findings_pkey" PRIMARY KEY ("artifact_id")
);

-- CreateTable
CREATE TABLE "sla_policy" (
    "version" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "by_name" TEXT NOT NULL,
    "rules" JSONB NOT NULL,

    CONSTRAINT "sla_policy_pkey" PRIMARY KEY ("version")
);

-- CreateTable
CREATE TABLE "saved_view" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "search" TEXT NOT NULL,
    "shared" BOOLEAN NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "saved_view_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "invitation_email_idx" ON "invitation"("email");

-- CreateIndex
CREATE INDEX "decision_made_at_id_idx" ON "decision"("made_at", "id");

-- CreateIndex
CREATE INDEX "decision_document_id_idx" ON "decision"("document_id");

-- CreateIndex
CREATE UNIQUE INDEX "decision_id_requester_digest_approve_by_key" ON "decision"("id", "requester", "digest", "approve_by");

-- CreateIndex
CREATE UNIQUE INDEX "decision_id_needs_approval_key" ON "decision"("id", "needs_approval");

-- CreateIndex
CREATE INDEX "decision_subject_package_id_idx" ON "decision_subject"("package_id");

-- CreateIndex
CREATE INDEX "decision_name_decision_id_idx" ON "decision_name"("decision_id");

-- CreateIndex
CREATE UNIQUE INDEX "decision_vote_decision_id_voter_id_vote_key" ON "decision_vote"("decision_id", "voter_id", "vote");

-- CreateIndex
CREATE INDEX "vex_document_sha256_idx" ON "vex_document"("sha256");

-- CreateIndex
CREATE INDEX "finding_note_service_id_package_id_at_idx" ON "finding_note"("service_id", "package_id", "at");

-- CreateIndex
CREATE INDEX "finding_note_batch_id_idx" ON "finding_note"("batch_id");

-- CreateIndex
CREATE INDEX "saved_view_user_id_idx" ON "saved_view"("user_id");


-- What Prisma cannot express; scripts/check-drift.ts knows it by name.
ALTER TABLE "service" ADD CONSTRAINT "service_tier_known" CHECK ("tier" BETWEEN 1 AND 4);

-- Decisions. A vote names the requester, the payload's digest and the time by which it is due, and the foreign key says that they are the decision's: so
-- nobody votes on their own request, on something else than what stands there, or too late, whatever a program does. A requester that is a token names the
-- person who made it too.
ALTER TABLE "decision" ADD CONSTRAINT "decision_status_known" CHECK ("status" IN ('affected', 'not_affected', 'fixed', 'under_investigation'));
ALTER TABLE "decision" ADD CONSTRAINT "decision_origin_known" CHECK ("origin" IN ('person', 'openvex', 'cyclonedx', 'csaf'));
ALTER TABLE "decision" ADD CONSTRAINT "decision_acceptance_expires" CHECK (NOT "acceptance" OR ("status" = 'affected' AND "expires_at" IS NOT NULL));
ALTER TABLE "decision" ADD CONSTRAINT "decision_expires_later" CHECK ("expires_at" > "made_at" AND "approve_by" > "made_at");
ALTER TABLE "decision" ADD CONSTRAINT "decision_justified" CHECK ("status" <> 'not_affected' OR "justification" IS NOT NULL OR "detail" IS NOT NULL);
ALTER TABLE "decision_subject" ADD CONSTRAINT "decision_subject_scope_known" CHECK ("scope" IN ('artifact', 'service', 'team', 'everywhere') AND ("scope" = 'everywhere') = ("scope_id" IS NULL));
-- Without a range it is any version, so what was a range must never be stored as none.
ALTER TABLE "decision_subject" ADD CONSTRAINT "decision_subject_versions" CHECK (("range" IS NULL) = (cardinality("lo") = 0 AND cardinality("versions") = 0) AND ("range" IS NULL OR "package_id" IS NOT NULL));
ALTER TABLE "decision_subject" ADD CONSTRAINT "decision_subject_named" CHECK (cardinality("names") > 0);
ALTER TABLE "decision_subject" ADD CONSTRAINT "decision_subject_of_decision" FOREIGN KEY ("decision_id") REFERENCES "decision"("id");
ALTER TABLE "decision_name" ADD CONSTRAINT "decision_name_of_subject" FOREIGN KEY ("decision_id", "n") REFERENCES "decision_subject"("decision_id", "n");
ALTER TABLE "decision_vote" ADD CONSTRAINT "decision_vote_known" CHECK ("vote" IN ('approve', 'reject'));
ALTER TABLE "decision_vote" ADD CONSTRAINT "decision_vote_of_another" CHECK (strpos("requester", "voter_id"::text) = 0);
ALTER TABLE "decision_vote" ADD CONSTRAINT "decision_vote_in_time" CHECK ("at" < "approve_by");
ALTER TABLE "decision_vote" ADD CONSTRAINT "decision_vote_of_user" FOREIGN KEY ("voter_id") REFERENCES "app_user"("id");
ALTER TABLE "decision_vote" ADD CONSTRAINT "decision_vote_on_payload" FOREIGN KEY ("decision_id", "requester", "digest", "approve_by") REFERENCES "decision"("id", "requester", "digest", "approve_by");
ALTER TABLE "decision_effect" ADD CONSTRAINT "decision_effect_of_decision" FOREIGN KEY ("decision_id", "needs_approval") REFERENCES "decision"("id", "needs_approval");
ALTER TABLE "decision_effect" ADD CONSTRAINT "decision_effect_of_vote" FOREIGN KEY ("decision_id", "approver_id", "vote") REFERENCES "decision_vote"("decision_id", "voter_id", "vote");
ALTER TABLE "decision_effect" ADD CONSTRAINT "decision_effect_approved" CHECK (("approver_id" IS NULL) = ("vote" IS NULL) AND ("vote" IS NULL OR "vote" = 'approve') AND (NOT "needs_approval" OR "approver_id" IS NOT NULL));
ALTER TABLE "decision_end" ADD CONSTRAINT "decision_end_of_decision" FOREIGN KEY ("decision_id") REFERENCES "decision"("id");
ALTER TABLE "decision_end" ADD CONSTRAINT "decision_end_cause_known" CHECK ("cause" IN ('withdrawn', 'undone', 'rejected', 'lapsed'));
ALTER TABLE "vex_document" ADD CONSTRAINT "vex_document_format_known" CHECK ("format" IN ('openvex', 'cyclonedx', 'csaf'));
ALTER TABLE "finding_note" ADD CONSTRAINT "finding_note_kind_known" CHECK ("kind" IN ('comment', 'assignee', 'due'));
ALTER TABLE "invitation" ADD CONSTRAINT "invitation_role_known" CHECK ("role" IN ('admin', 'member'));

-- What was decided is never changed and never deleted, only added to. These tables are seldom written and stand outside of what is sharded.
CREATE FUNCTION "refuse_change"() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION '% is only added to', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation'; END $$;
CREATE TRIGGER "decision_unchanged" BEFORE UPDATE OR DELETE ON "decision" FOR EACH ROW EXECUTE FUNCTION "refuse_change"();
-- Keys follow from the range, and are made again when the rules of keys change.
CREATE TRIGGER "decision_subject_unchanged" BEFORE UPDATE OF "decision_id", "n", "names", "package_id", "range", "versions", "scope", "scope_id" OR DELETE ON "decision_subject" FOR EACH ROW EXECUTE FUNCTION "refuse_change"();
CREATE TRIGGER "decision_name_unchanged" BEFORE UPDATE OR DELETE ON "decision_name" FOR EACH ROW EXECUTE FUNCTION "refuse_change"();
CREATE TRIGGER "decision_vote_unchanged" BEFORE UPDATE OR DELETE ON "decision_vote" FOR EACH ROW EXECUTE FUNCTION "refuse_change"();
CREATE TRIGGER "decision_effect_unchanged" BEFORE UPDATE OR DELETE ON "decision_effect" FOR EACH ROW EXECUTE FUNCTION "refuse_change"();
CREATE TRIGGER "decision_end_unchanged" BEFORE UPDATE OR DELETE ON "decision_end" FOR EACH ROW EXECUTE FUNCTION "refuse_change"();
CREATE TRIGGER "finding_note_unchanged" BEFORE UPDATE OR DELETE ON "finding_note" FOR EACH ROW EXECUTE FUNCTION "refuse_change"();

-- The queue, in each of its orders. Lists are put together of their classes, so that none looks at rows of a class that it leaves out.
ALTER TABLE "open_finding" ADD CONSTRAINT "open_finding_state_known" CHECK ("state" IN ('undecided', 'affected', 'under_investigation', 'accepted', 'not_affected', 'fixed'));
ALTER TABLE "open_finding" ADD CONSTRAINT "open_finding_grave_approved" CHECK (NOT "grave" OR "approved" OR "state" IN ('undecided', 'affected', 'under_investigation'));
ALTER TABLE "open_tally" ADD CONSTRAINT "open_tally_counts" CHECK ("n" > 0);
CREATE INDEX "open_finding_class_rank" ON "open_finding"("kind", "severity_rank", "kev", "state", "rank", "artifact_id", "package_version_id", "vulnerability_id");
CREATE INDEX "open_finding_class_opened" ON "open_finding"("kind", "severity_rank", "kev", "state", "opened_at", "artifact_id", "package_version_id", "vulnerability_id");
CREATE INDEX "open_finding_class_due" ON "open_finding"("kind", "severity_rank", "kev", "state", (coalesce("due_at", 'infinity')), "artifact_id", "package_version_id", "vulnerability_id");
CREATE INDEX "open_finding_decided" ON "open_finding"("decision_id") WHERE "decision_id" IS NOT NULL;
CREATE INDEX "open_finding_until" ON "open_finding"("decided_until") WHERE "decided_until" IS NOT NULL;
CREATE INDEX "open_finding_assignee" ON "open_finding"("assignee_id", "rank") WHERE "assignee_id" IS NOT NULL;
CREATE INDEX "open_finding_vulnerability" ON "open_finding"("vulnerability_id", "artifact_id");
CREATE INDEX "open_finding_package" ON "open_finding"("package_id", "vulnerability_id");
CREATE INDEX "artifact_findings_history_owed" ON "artifact_findings"("artifact_id") WHERE "history_rev" <> "rev";
CREATE INDEX "artifact_findings_upgrades_owed" ON "artifact_findings"("artifact_id") WHERE "upgrades_rev" <> "rev";
CREATE INDEX "artifact_findings_queue_rev" ON "artifact_findings"("queue_rev");
CREATE INDEX "vulnerability_epss" ON "vulnerability"((coalesce("epss", -1::real)), "id");
