import type { InspectorFinding, ResourceCoverage, Workload } from "../model";

export type Problem = { code: string; pointer: string; detail: string };
export type Read<T> = { ok: true; value: T } | { ok: false; problem: Problem };

type Envelope = { id: string; account: string; region: string; time: string };
export type AwsEvent = Envelope &
  (
    | { kind: "finding"; finding: InspectorFinding }
    | { kind: "coverage"; coverage: ResourceCoverage[] }
    | { kind: "workloads"; workloads: Workload[] }
    | { kind: "image"; image: { digest: string | null } }
    | { kind: "scan"; scan: { digest: string | null } }
    | { kind: "ignored"; reason: string }
  );

export function readAwsEvent(_value: unknown): Read<AwsEvent> {
  return { ok: false, problem: { code: "not_an_event", pointer: "", detail: "Is no event" } };
}
