-- Whose a token is: the person who made it, also by another token of theirs. Until now only the audit trail knew.
ALTER TABLE "api_token" ADD COLUMN "owner_id" UUID;
UPDATE "api_token" t SET "owner_id" = o.owner::uuid
FROM (
    WITH RECURSIVE made AS (
        SELECT "subject_id" AS token, "actor_kind" AS kind, "actor_id" AS by_id FROM "audit_event"
        WHERE "subject_kind" = 'token' AND "action" = 'token.created' AND "actor_id" IS NOT NULL
    ), owned AS (
        SELECT token, by_id AS owner FROM made WHERE kind = 'user'
        UNION
        SELECT made.token, owned.owner FROM made JOIN owned ON made.kind = 'token' AND made.by_id = owned.token
    )
    SELECT token, owner FROM owned
) o
WHERE o.token = t."id"::text AND EXISTS (SELECT FROM "app_user" u WHERE u."id"::text = o.owner);
ALTER TABLE "api_token" ADD CONSTRAINT "api_token_of_owner" FOREIGN KEY ("owner_id") REFERENCES "app_user"("id");

-- Nobody who is disabled votes, and nobody approves what a disabled person asked for. The rows are locked, so that of a vote and a disabling at the same
-- time one is after the other.
CREATE FUNCTION "refuse_vote_of_disabled"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM FROM "app_user" WHERE "id" IN (NEW."voter_id", substring(NEW."requester" FROM 'user:([0-9a-f-]{36})')::uuid) ORDER BY "id" FOR SHARE;
    IF EXISTS (
        SELECT FROM "app_user" WHERE "disabled_at" IS NOT NULL
            AND ("id" = NEW."voter_id" OR (NEW."vote" = 'approve' AND "id" = substring(NEW."requester" FROM 'user:([0-9a-f-]{36})')::uuid))
    ) THEN
        RAISE EXCEPTION 'a disabled person neither votes nor is approved' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER "decision_vote_of_enabled" BEFORE INSERT ON "decision_vote" FOR EACH ROW EXECUTE FUNCTION "refuse_vote_of_disabled"();
