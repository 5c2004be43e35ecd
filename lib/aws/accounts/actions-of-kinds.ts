import type { PolledKind } from "@/lib/aws/sync/kinds";
import { type Probe, probes } from "./probes";

const namesOf = (asked: readonly Probe[]) => asked.map(({ action }) => action);

/** What a policy has to allow for the feeds of each kind. */
export const actionsOfKinds: Readonly<Record<PolledKind, readonly string[]>> = {
  findings: namesOf(probes.findings),
  coverage: namesOf(probes.coverage),
  images: namesOf(probes.images),
  tasks: namesOf(probes.tasks),
  clusters: namesOf(probes.clusters),
  functions: namesOf(probes.functions),
};
