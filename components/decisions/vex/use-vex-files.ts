"use client";
import { useRef, useState } from "react";
import { type Answer, type ChosenScope, sendVex } from "./send-vex";

/** A chosen file and how far it is. */
export type VexFile = { file: File; state: "waiting" | "sending" | "previewed" | "imported" | "refused"; answer: Answer | null };

type Files = {
  files: readonly VexFile[];
  busy: boolean;
  /** Reads files without importing them. */
  preview: (files: readonly File[], scope: ChosenScope) => Promise<void>;
  /** Imports what was read. */
  importAll: (scope: ChosenScope) => Promise<void>;
  clear: () => void;
};

/** Files that are sent one after the other, so that a hundred of them are no burden. What is chosen anew takes the place of what was. */
export function useVexFiles(onDone: () => void): Files {
  const [files, setFiles] = useState<readonly VexFile[]>([]);
  const [busy, setBusy] = useState(false);
  const run = useRef(0);

  async function send(given: readonly VexFile[], scope: ChosenScope, dryRun: boolean) {
    run.current += 1;
    const mine = run.current;
    setBusy(true);
    const rows = [...given];
    const show = () => mine === run.current && setFiles([...rows]);
    for (const [i, row] of rows.entries()) {
      // What could not be read is not sent again.
      if (row.state === "refused") continue;
      rows[i] = { ...row, state: "sending" };
      show();
      const answer = await sendVex(row.file, scope, dryRun);
      if (mine !== run.current) return;
      rows[i] = { ...row, answer, state: answer.kind === "refused" ? "refused" : dryRun ? "previewed" : "imported" };
      show();
    }
    setBusy(false);
    if (!dryRun) onDone();
  }
  return {
    files,
    busy,
    preview: (chosen, scope) =>
      send(
        chosen.map((file) => ({ file, state: "waiting", answer: null })),
        scope,
        true,
      ),
    importAll: (scope) => send(files, scope, false),
    clear: () => {
      run.current += 1;
      setFiles([]);
      setBusy(false);
    },
  };
}
