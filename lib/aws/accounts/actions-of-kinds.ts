import { type PolledKind, polledKinds } from "@/lib/aws/sync/kinds";
import { probes } from "./probes";

/** What a policy has to allow for the feeds of each kind. */
export const actionsOfKinds = Object.fromEntries(polledKinds.map((kind) => [kind, probes[kind].map(({ action }) => action)])) as Readonly<
  Record<PolledKind, readonly string[]>
>;
