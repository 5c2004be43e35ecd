import { classWidth } from "./finding-class";
import type { PlanInput } from "./plan-input";

/** The findings that are asked for, counted by their classes. */
export type AskedFindings = {
  /** By class: in how many artifacts. */
  artifacts: Int32Array;
  /** By class: 1 where a version of the package itself has to be set, whatever brings it. */
  isOwn: Uint8Array;
  /** By class: how many findings an artifact has by it. */
  findings: Int32Array;
  /** By `held` list: its vulnerabilities that are asked for; undefined: none, or nobody has it. */
  wanted: readonly (readonly number[] | undefined)[];
  /** By `held` list: in how many artifacts classes of it are that are closed so. */
  ownArtifacts: Int32Array;
  /** By `held` list: in how many artifacts it has to come otherwise by what brings it. */
  broughtArtifacts: Int32Array;
};

/** `before`: of a plan that asked for findings of the same vulnerabilities and ecosystems of the same classes. */
export function askedFindings(input: PlanInput, before: AskedFindings | null): AskedFindings {
  const { classes } = input;
  const artifacts = countArtifacts(input);
  classes.settle();
  const { columns, held, setOfClass } = classes;
  const isOwn = new Uint8Array(artifacts.length);
  const [ownArtifacts, broughtArtifacts] = [new Int32Array(held.length), new Int32Array(held.length)];
  for (let number = 0; number < artifacts.length; number++) {
    const count = artifacts[number] ?? 0;
    if (count === 0) continue;
    const list = columns[number * classWidth] ?? 0;
    isOwn[number] = setOfClass[number] === -1 ? 1 : 0;
    const totals = isOwn[number] === 1 ? ownArtifacts : broughtArtifacts;
    totals[list] = (totals[list] ?? 0) + count;
  }
  const wanted = Array.from(ownArtifacts, (own, list) => {
    if (own + (broughtArtifacts[list] ?? 0) === 0) return undefined;
    return before?.wanted[list] ?? wantedOf(input, list);
  });
  const findings = new Int32Array(artifacts.length);
  for (let number = 0; number < findings.length; number++) {
    if (artifacts[number] !== 0) findings[number] = wanted[columns[number * classWidth] ?? 0]?.length ?? 0;
  }
  return { artifacts, isOwn, findings, wanted, ownArtifacts, broughtArtifacts };
}

function countArtifacts({ artifacts, classes }: PlanInput): Int32Array {
  const counts = new Int32Array(classes.length);
  for (const { classes: numbers } of artifacts) for (let i = 0; i < numbers.length; i++) counts[numbers[i] ?? 0] = (counts[numbers[i] ?? 0] ?? 0) + 1;
  return counts;
}

function wantedOf({ classes, isWanted, ecosystems }: PlanInput, list: number): readonly number[] | undefined {
  const { values, starts } = classes.held;
  const start = starts[list] ?? 0;
  if (ecosystems !== null && !ecosystems.has(classes.subject(values[start] ?? 0)?.ecosystem ?? "")) return undefined;
  const found: number[] = [];
  for (let i = start + 1; i < (starts[list + 1] ?? 0); i++) if (isWanted(values[i] ?? 0)) found.push(values[i] ?? 0);
  return found.length === 0 ? undefined : found;
}
