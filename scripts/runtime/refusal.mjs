/** A condition that the person who started Wherein can put right: one sentence, no stack trace, exit status 1. */
export class Refusal extends Error {
  /** @param silent the sentence was already written by a child process */
  constructor(message, { silent = false } = {}) {
    super(message);
    this.silent = silent;
  }
}

/** Runs a command's main function; a Refusal becomes its sentence on stderr, anything else keeps its stack. */
export function runCommand(main) {
  main().catch((error) => {
    if (!(error instanceof Refusal)) process.stderr.write(`${error?.stack ?? error}\n`);
    else if (!error.silent) process.stderr.write(`wherein: ${error.message}\n`);
    process.exit(1);
  });
}
