-- AlterTable
ALTER TABLE "aws_feed" ADD COLUMN "waiting" JSONB;
