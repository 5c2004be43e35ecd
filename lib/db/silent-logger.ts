import { Logger } from "graphile-worker";

/** A logger for graphile-worker where its progress is of no interest; its errors are thrown anyway. */
export function silentLogger(): Logger {
  return new Logger(() => () => {});
}
