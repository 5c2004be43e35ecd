import { constants, setPriority } from "node:os";
import { parentPort } from "node:worker_threads";
import { serveTasks } from "@/lib/inventory/documents/serve-tasks";
import { vexTasks } from "./vex-tasks";

// The thread that takes large VEX documents in, away from the event loop, with connections of its own.

if (!parentPort) throw new Error("vex-thread runs as a worker thread");
// Whoever asks meanwhile is served first. Only on Linux does this concern this thread alone.
if (process.platform === "linux") setPriority(0, constants.priority.PRIORITY_BELOW_NORMAL);
serveTasks(parentPort, vexTasks);
