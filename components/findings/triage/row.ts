import type { Finding } from "@/lib/findings/schemas";

export type TriageRow = Finding;
