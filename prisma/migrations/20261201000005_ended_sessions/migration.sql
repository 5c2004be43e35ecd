-- AlterTable
ALTER TABLE "app_user" ADD COLUMN     "sessions_from" TIMESTAMPTZ(3);
