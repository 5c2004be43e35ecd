-- Names are compared with those of vulnerabilities: of another collation, they were not found by the index.
DROP INDEX "decision_name_decision_id_idx";
ALTER TABLE "decision_name" ALTER COLUMN "name" TYPE TEXT COLLATE "C";

-- A foreign key asks for each row: half of what it costs to write the subjects of a decision on thousands of findings. What is here is never deleted, so that
-- one look behind each statement says as much. A name is only where a subject is looked for; of none it means nothing.
ALTER TABLE "decision_name" DROP CONSTRAINT "decision_name_of_subject";
ALTER TABLE "decision_subject" DROP CONSTRAINT "decision_subject_of_decision";
CREATE FUNCTION "refuse_orphan_subjects"() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF EXISTS (SELECT FROM (SELECT DISTINCT "decision_id" FROM "added") a WHERE NOT EXISTS (SELECT FROM "decision" d WHERE d."id" = a."decision_id")) THEN
    RAISE EXCEPTION 'a subject is of a decision that there is' USING ERRCODE = 'foreign_key_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER "decision_subject_of_decision" AFTER INSERT ON "decision_subject" REFERENCING NEW TABLE AS "added" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_orphan_subjects"();
