/** The last problem that a PostgreSQL program wrote, without its prefix; null when it wrote none. */
export function lastProblem(text) {
  const problems = text.split("\n").filter((line) => /(FATAL|PANIC|ERROR|error|LOG: +could not bind)/.test(line));
  return (
    problems
      .at(-1)
      ?.replace(/^.*?(?:FATAL|PANIC|ERROR|LOG|error): +/, "")
      .replace(/\.$/, "") ?? null
  );
}
