import { answerHealth } from "@/lib/observability";

/** The process is up; says nothing about the database. Needs no authentication. */
export const GET = answerHealth;
export const dynamic = "force-dynamic";
