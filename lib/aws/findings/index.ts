import type { PoolClient } from "pg";
import type { InspectorFinding, ResourceCoverage } from "../model";

export type FindingSource = "api" | "event" | "queue" | "report" | "scan";
export type Applied = { added: number; changed: number; unchanged: number };

export async function applyFindings(_client: PoolClient, _input: { findings: InspectorFinding[]; source: FindingSource; at: Date }): Promise<Applied> {
  return { added: 0, changed: 0, unchanged: 0 };
}

export async function applyCoverage(_client: PoolClient, _input: { coverage: ResourceCoverage[]; at: Date }): Promise<void> {}
