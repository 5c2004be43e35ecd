-- AlterTable
ALTER TABLE "advisory" ADD COLUMN "packed_digest" BYTEA;
