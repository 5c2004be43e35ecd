import { spawnSync } from "node:child_process";
import { accessSync, constants, existsSync } from "node:fs";
import { delimiter, join } from "node:path";

// The shell is Chromium without its windows, which costs less.
const names = ["chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const macPaths = ["/Applications/Google Chrome.app/Contents/MacOS/Google Chrome", "/Applications/Chromium.app/Contents/MacOS/Chromium"];

/** The path of an installed Chromium or Chrome, or null. */
export function installedChromium() {
  const candidates = names.flatMap((name) => (process.env.PATH ?? "").split(delimiter).map((folder) => join(folder, name)));
  return [...candidates, ...macPaths].find(isProgram) ?? null;
}

function isProgram(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * Sees to it that the browser tests have a browser: an installed one, Debian's package (as root), else Playwright's
 * own download. What is installed says so on stderr; whether it worked shows when the tests start.
 */
export function ensureBrowser(root, say) {
  if (installedChromium() !== null) return;
  const quiet = { stdio: ["ignore", 2, 2], env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" } };
  if (process.getuid?.() === 0 && existsSync("/usr/bin/apt-get")) {
    spawnSync("apt-get", ["update", "-qq"], quiet);
    for (const name of ["chromium-headless-shell", "chromium"]) {
      say(`Installing Debian's ${name} ...`);
      spawnSync("apt-get", ["install", "-y", "-qq", "--no-install-recommends", name], quiet);
      if (installedChromium() !== null) return;
    }
  }
  say("Installing Playwright's chromium ...");
  spawnSync(process.execPath, [join(root, "node_modules/@playwright/test/cli.js"), "install", "chromium"], { ...quiet, cwd: root });
}
