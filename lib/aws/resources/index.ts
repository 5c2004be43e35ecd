import type { PoolClient } from "pg";

export async function mapResources(_client: PoolClient, _input: { resourceIds: readonly number[]; at: Date }): Promise<void> {}
