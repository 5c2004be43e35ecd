-- How many findings of each class are due on each day: what lists of everything are counted by, without a look at each artifact or finding.
CREATE TABLE "open_total" (
    "due_on" DATE NOT NULL,
    "kind" SMALLINT NOT NULL,
    "severity_rank" SMALLINT NOT NULL,
    "kev" BOOLEAN NOT NULL,
    "state" TEXT NOT NULL,
    "n" INTEGER NOT NULL,

    CONSTRAINT "open_total_pkey" PRIMARY KEY ("due_on","kind","severity_rank","kev","state")
);

CREATE TABLE "open_total_change" (
    "id" BIGSERIAL NOT NULL,
    "due_on" DATE NOT NULL,
    "kind" SMALLINT NOT NULL,
    "severity_rank" SMALLINT NOT NULL,
    "kev" BOOLEAN NOT NULL,
    "state" TEXT NOT NULL,
    "n" INTEGER NOT NULL,

    CONSTRAINT "open_total_change_pkey" PRIMARY KEY ("id")
);

-- Nobody may write the queue between the count and the end of this.
LOCK TABLE "open_finding" IN SHARE MODE;
INSERT INTO "open_total" ("due_on", "kind", "severity_rank", "kev", "state", "n")
SELECT coalesce(("due_at" AT TIME ZONE 'UTC')::date, 'infinity'), "kind", "severity_rank", "kev", "state", count(*) FROM "open_finding" GROUP BY 1, 2, 3, 4, 5;
