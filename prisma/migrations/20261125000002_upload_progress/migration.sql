-- How far a large document has been taken in; null for what is done in one go.
ALTER TABLE "upload" ADD COLUMN "progress" REAL;
