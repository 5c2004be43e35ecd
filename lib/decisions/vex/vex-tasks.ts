import type { Context } from "@/lib/context";
import { WhereinError } from "@/lib/errors";
import { isDatabaseAway } from "@/lib/http/database-errors";
import { vexBytesMax } from "./read/limits";
import type { ImportVex } from "./schemas";
import { takeInVex } from "./take-in-vex";
import { takeOutVex } from "./take-out-vex";

type Task<Options> = { documents: Buffer[]; options: Options };

/** What the thread of VEX documents can do, by name. Unlike tasks of the document thread these write: what they say commits there. */
export const vexTasks = {
  takeIn: ({ documents, options: { ctx, options } }: Task<{ ctx: Context; options: ImportVex["options"] }>) =>
    withDatabase(takeInVex({ ctx, body: documents[0] ?? Buffer.alloc(0), options, bytesMax: vexBytesMax })),
  takeOut: ({ options: { ctx, id } }: Task<{ ctx: Context; id: string }>) => withDatabase(takeOutVex({ ctx, id, bytesMax: vexBytesMax })),
};

export type VexTaskName = keyof typeof vexTasks;
export type VexTaskOptions<Name extends VexTaskName> = Parameters<(typeof vexTasks)[Name]>[0]["options"];

/** A database that is away is said as such; its error would be a fault of ours on the other side. */
async function withDatabase<Result>(work: Promise<Result>): Promise<Result> {
  return work.catch((error: unknown) => {
    if (!isDatabaseAway(error)) throw error;
    const detail = "The database cannot be reached. Nothing was taken in; send the document again in a few seconds.";
    throw new WhereinError("unavailable", detail, { reason: "database_away", cause: error });
  });
}
