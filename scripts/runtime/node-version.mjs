// Only syntax of old Node.js versions here and in what imports this first, so that they can still say what is missing.
const [major, minor] = process.versions.node.split(".").map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  process.stderr.write(`wherein: Node.js 20.19 or newer is needed, this is ${process.versions.node}: install a newer one from https://nodejs.org.\n`);
  process.exit(1);
}
