import type { PoolClient } from "pg";
import type { Workload } from "../model";

export async function applyWorkloads(_client: PoolClient, _input: { workloads: Workload[]; at: Date }): Promise<void> {}
