#!/usr/bin/env node
import { visible, visibleJson } from "../../lib/text/visible.mjs";
import { Client } from "./client.mjs";
import { exitCodes, Failure } from "./failure.mjs";

// `npx wherein upload | deploy | ask | diff`: runs on plain Node.js, and speaks with the API as any other caller does.

const help = `wherein: which services contain it

  wherein upload FILE|-   send the SBOM of a build
  wherein deploy          say that a build runs in an environment
  wherein ask QUERY       which services contain a package
  wherein diff            what is different between two builds, or two SBOM files

  --url URL       the installation; WHEREIN_URL
  --token TOKEN   an API token; WHEREIN_TOKEN (better: arguments can be seen by others on the machine)
  --retries N     how often to try again what fails for now (5)
  --json          print the answer as JSON
  --help          about a command

Ends with 0, 1 or 2 as each command says, and with 3 for every error.`;

const commands = {
  upload: () => import("./upload.mjs"),
  deploy: () => import("./deploy.mjs"),
  ask: () => import("./ask.mjs"),
  diff: () => import("./diff.mjs"),
};

// Nothing that others wrote reaches the terminal as it is: a name could move the cursor, and a message turn a line around.
const say = (line) => process.stderr.write(`${visible(line)}\n`);
const write = (text) => process.stdout.write(`${text}\n`);

async function main([name, ...args]) {
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major < 20 || (major === 20 && minor < 19)) throw new Failure(`Node.js 20.19 or newer is needed, this is ${process.versions.node}.`);
  if (name === undefined || name === "help" || name === "--help" || name === "-h") {
    write(help);
    return name === undefined ? exitCodes.failed : exitCodes.none;
  }
  if (!Object.hasOwn(commands, name)) throw new Failure(`There is no command "${name}": use ${Object.keys(commands).join(", ")}. See wherein --help.`);
  const command = await commands[name]();
  if (args.includes("--help") || args.includes("-h")) {
    write(command.help);
    return exitCodes.none;
  }
  const asJson = args.includes("--json");
  return command.run({
    args,
    environment: process.env,
    input: process.stdin,
    connect: (options) => new Client(options, process.env, say),
    print: (answer, lines) => write(asJson ? visibleJson(answer) : lines().map(visible).join("\n")),
    say,
  });
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  process.exitCode = exitCodes.failed;
  if (error instanceof Failure) {
    say(`wherein: ${error.message}`);
    if (error.problem !== null && process.argv.includes("--json")) write(visibleJson(error.problem));
  } else for (const line of `wherein: ${error.stack}`.split("\n")) say(line);
}
