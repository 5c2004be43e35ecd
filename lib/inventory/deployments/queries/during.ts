import type { ClientBase, Pool } from "pg";
import { int4Array } from "@/lib/db/binary-arrays";

/** A build of an artifact that ran in an environment: half open, `to` null while it runs. */
export type DeployedBuild = { artifactId: number; buildSeq: number; environment: string; from: Date; to: Date | null };

/** What is asked about: now, a moment, or a half open window. */
export type DeploymentWindow = "now" | { at: Date } | { since: Date; until: Date };

const columns = `artifact_id as "artifactId", build_seq as "buildSeq", environment, from_at as "from", to_at as "to"`;

/**
 * What ran of these artifacts at the moment or at any time of the window, by artifact and beginning. One statement for any number of artifacts,
 * found by indexes: what runs now by that of running ones, which does not grow with history, and the rest by when it ended, so that a recent window costs little.
 */
export async function selectDeployedBuilds(on: ClientBase | Pool, artifactIds: ArrayLike<number>, window: DeploymentWindow): Promise<DeployedBuild[]> {
  if (artifactIds.length === 0) return [];
  const ids = int4Array(artifactIds);
  if (window === "now") {
    const running = `select ${columns} from deployment where artifact_id = any($1::int[]) and to_at is null order by artifact_id, from_at, build_seq`;
    return (await on.query<DeployedBuild>({ name: "deployed-now", text: running, values: [ids] })).rows;
  }
  // A moment is a window that begins with it, and has what began with it too.
  const [since, until, begun] = "at" in window ? [window.at, window.at, "<="] : [window.since, window.until, "<"];
  const { rows } = await on.query<DeployedBuild>({
    name: `deployed-${"at" in window ? "at" : "during"}`,
    // Two reads of two indexes: one condition over both would read all that ever began before.
    text: `select ${columns} from deployment where artifact_id = any($1::int[]) and to_at is null and from_at ${begun} $3
      union all select ${columns} from deployment where artifact_id = any($1::int[]) and to_at > $2 and from_at ${begun} $3 order by 1, 4, 2`,
    values: [ids, since, until],
  });
  return rows;
}
