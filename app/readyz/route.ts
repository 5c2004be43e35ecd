import { answerReadiness } from "@/lib/observability";

/** The database is reachable and has this release's migrations; 503 with what is missing otherwise. Needs no authentication. */
export const GET = answerReadiness;
export const dynamic = "force-dynamic";
