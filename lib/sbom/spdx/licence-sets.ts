/** Longer expressions are not written by anyone; sets that contain each other many times would grow without end. */
const expressionCharsMax = 20_000;
const depthMax = 100;

export type LicenceOperator = "AND" | "OR" | "WITH" | "+";

/** A licence in a graph: a name, or a set of others. `identity` tells the same set when it is met again. */
export type Licence<T> = { is: "named"; text: string } | { is: "set"; identity: unknown; operator: LicenceOperator; members: readonly T[] };

type Frame<T> = { identity: unknown; operator: LicenceOperator; members: readonly T[]; made: string[] };

/**
 * A licence of a graph as an expression (SPDX 2.3, annex D), as SPDX's own tools write it: sets in parentheses, their members
 * in alphabetical order, since a set in a graph has none. Null for one that contains itself or grows beyond any use.
 */
export function licenceExpression<T>(start: T, look: (value: T) => Licence<T>): string | null {
  const frames: Frame<T>[] = [];
  for (let value: T | undefined = start; ; ) {
    let made: string | null = null;
    if (value !== undefined) {
      const licence = look(value);
      if (licence.is === "named") made = licence.text;
      else {
        const { identity } = licence;
        if (frames.length > depthMax || frames.some((frame) => frame.identity === identity)) return null;
        frames.push({ ...licence, made: [] });
      }
    }
    for (;;) {
      const frame = frames.at(-1);
      if (frame === undefined) return made;
      if (made !== null) frame.made.push(made);
      if (frame.made.length < frame.members.length) break;
      frames.pop();
      made = compose(frame);
      if (made.length > expressionCharsMax) return null;
    }
    const frame = frames.at(-1) as Frame<T>;
    value = frame.members[frame.made.length];
  }
}

function compose({ operator, made }: Frame<unknown>): string {
  if (operator === "+") return `${made[0] ?? "NOASSERTION"}+`;
  if (operator === "WITH") return made.join(" WITH ");
  if (made.length < 2) return made[0] ?? "NOASSERTION";
  return `(${[...made].sort().join(` ${operator} `)})`;
}
