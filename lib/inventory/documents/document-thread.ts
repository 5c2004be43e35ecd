import { parentPort } from "node:worker_threads";
import { serveTasks } from "./serve-tasks";
import { documentTasks } from "./tasks";

// The thread that works on stored documents, away from the event loop. It knows no database and opens no file.

if (!parentPort) throw new Error("document-thread runs as a worker thread");
serveTasks(parentPort, documentTasks);
