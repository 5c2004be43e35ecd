import type { ClientBase } from "pg";
import type { SlaRule } from "@/lib/sla";
import { eachHistory, type Revisions } from "../history";
import { type Place, placeNumber, placeTables, wantedClasses } from "./classes";
import type { FigureQuestion } from "./count-figures";
import { countHistory } from "./count-history";
import type { Frame } from "./frame";
import { KeptTallies } from "./kept-tallies";
import { Tally } from "./tally";

/** An artifact that is asked about: the place of its team, and what it adds to its findings. */
export type AskedArtifact = { team: number; place: Place };

type ToCount = {
  question: FigureQuestion;
  frame: Frame;
  rules: readonly SlaRule[];
  revisions: Revisions;
  /** By id, those that are asked about. */
  artifacts: ReadonlyMap<number, AskedArtifact>;
  teams: number;
};

const kept = new KeptTallies();

/**
 * What is counted of each team, by its place: again only where something is not as it was when it was counted last. `pending`: of how many artifacts the
 * history is one of before.
 */
export async function countTeams(client: ClientBase, given: ToCount): Promise<{ tallies: Tally[]; pending: number }> {
  const { frame, rules, revisions, artifacts } = given;
  const { filters, period, sizes } = given.question;
  const question = JSON.stringify([filters, period.from, period.to, period.asOf, period.step, sizes, rules]);
  const from = countedFrom(given);
  const known = from.map((numbers, team) => kept.find(question, team, numbers, frame.now));
  const tallies = known.map((tally) => tally ?? new Tally(frame, sizes));
  const wanted = wantedClasses(filters);
  const tablesOf = placeTables(rules);
  const { pending } = await eachHistory(
    client,
    revisions,
    (artifactId) => known[artifacts.get(artifactId)?.team ?? -1] === null,
    (artifactId, history) => {
      const artifact = artifacts.get(artifactId);
      const tally = tallies[artifact?.team ?? -1];
      if (artifact && tally) countHistory(tally, artifactId, history, tablesOf(artifact.place), wanted);
    },
  );
  const anew = tallies.flatMap((tally, team) => (tally === known[team] ? [] : [{ team, from: from[team] ?? none, tally }]));
  if (pending === 0) kept.keep(question, anew);
  return { tallies, pending };
}

const none = new Int32Array(0);

/** By team, from what is counted: of each artifact its id, the revision of its findings and where it is. */
function countedFrom({ revisions: { artifactIds, revs }, artifacts, teams }: ToCount): Int32Array[] {
  const numbers = Array.from({ length: teams }, (): number[] => []);
  for (const [at, artifactId] of artifactIds.entries()) {
    const artifact = artifacts.get(artifactId);
    if (artifact) numbers[artifact.team]?.push(artifactId, revs[at] ?? 0, placeNumber(artifact.place));
  }
  return numbers.map((each) => Int32Array.from(each));
}
