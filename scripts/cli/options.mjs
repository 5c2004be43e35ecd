import { parseArgs } from "node:util";
import { Failure } from "./failure.mjs";

/** What every command takes. */
const common = {
  url: { type: "string" },
  token: { type: "string" },
  retries: { type: "string", default: "5" },
  json: { type: "boolean", default: false },
  help: { type: "boolean", short: "h", default: false },
};

/** The options and operands of a command. Throws a Failure with one sentence for what cannot be used. */
export function parseOptions(args, own) {
  try {
    const { values, positionals } = parseArgs({ args, allowPositionals: true, options: { ...common, ...own } });
    return { ...values, operands: positionals };
  } catch (error) {
    throw new Failure(`${error.message.split(/\. To specify|\n/)[0].replace(/\.$/, "")}. See --help.`);
  }
}

/** A whole number from an option. Throws a Failure when it is none or not within the bounds. */
export function wholeNumber(name, text, { min, max }) {
  const value = Number(text);
  if (/^\d{1,9}$/.test(text) && value >= min && value <= max) return value;
  throw new Failure(`--${name} is "${text}": write a whole number from ${min} to ${max}.`);
}
