-- CreateTable
CREATE TABLE "incident" (
    "id" SERIAL NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "last_checked_at" TIMESTAMPTZ(3),
    "seen" JSONB,
    "evidence" JSONB,

    CONSTRAINT "incident_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "incident_edition" (
    "incident_id" INTEGER NOT NULL,
    "version" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "by_name" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "severity" TEXT,
    "window_from" TIMESTAMPTZ(3),
    "window_to" TIMESTAMPTZ(3),
    "notes" TEXT NOT NULL,
    "status" TEXT NOT NULL,

    CONSTRAINT "incident_edition_pkey" PRIMARY KEY ("incident_id", "version")
);

-- CreateTable
CREATE TABLE "incident_revision" (
    "incident_id" INTEGER NOT NULL,
    "revision" INTEGER NOT NULL,
    "list_ids" UUID[],
    "at" TIMESTAMPTZ(3) NOT NULL,
    "by_name" TEXT NOT NULL,
    "note" TEXT,
    "indicators" INTEGER NOT NULL,
    "added" INTEGER NOT NULL,
    "removed" INTEGER NOT NULL,

    CONSTRAINT "incident_revision_pkey" PRIMARY KEY ("incident_id", "revision")
);

-- CreateTable
CREATE TABLE "incident_service" (
    "incident_id" INTEGER NOT NULL,
    "service_id" INTEGER NOT NULL,
    "version" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "by_name" TEXT NOT NULL,
    "cause" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "reason" TEXT,
    "assignee" TEXT,
    "note" TEXT,

    CONSTRAINT "incident_service_pkey" PRIMARY KEY ("incident_id", "service_id", "version")
);

-- CreateTable
CREATE TABLE "incident_run" (
    "incident_id" INTEGER NOT NULL,
    "run" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "cause" TEXT NOT NULL,
    "revision" INTEGER NOT NULL,
    "window_from" TIMESTAMPTZ(3),
    "window_to" TIMESTAMPTZ(3),
    "numbers" JSONB NOT NULL,
    "answer" JSONB NOT NULL,
    "changes" JSONB NOT NULL,
    "evidence" JSONB NOT NULL,

    CONSTRAINT "incident_run_pkey" PRIMARY KEY ("incident_id", "run")
);

-- What Prisma cannot express: named in scripts/check-drift.ts.
ALTER TABLE "incident_edition" ADD CONSTRAINT "incident_edition_status_known" CHECK ("status" IN ('open', 'closed'));
ALTER TABLE "incident_edition" ADD CONSTRAINT "incident_edition_window_half_open" CHECK ("window_to" IS NULL OR ("window_from" IS NOT NULL AND "window_from" < "window_to"));
ALTER TABLE "incident_service" ADD CONSTRAINT "incident_service_status_known" CHECK ("status" IN ('to_do', 'in_progress', 'contained', 'clear', 'not_affected'));
ALTER TABLE "incident_service" ADD CONSTRAINT "incident_service_not_affected_with_reason" CHECK ("status" <> 'not_affected' OR "reason" IS NOT NULL);
