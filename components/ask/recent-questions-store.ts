"use client";
import { useSyncExternalStore } from "react";

const key = "wherein-recent-questions";
const max = 8;
const listeners = new Set<() => void>();
const none: readonly string[] = [];
let cached: { raw: string | null; list: readonly string[] } = { raw: null, list: none };

function read(): readonly string[] {
  let raw: string | null = null;
  try {
    raw = localStorage.getItem(key);
  } catch {
    return none;
  }
  if (raw === cached.raw) return cached.list;
  let list: readonly string[] = none;
  try {
    const parsed: unknown = JSON.parse(raw ?? "[]");
    if (Array.isArray(parsed)) list = parsed.filter((item): item is string => typeof item === "string").slice(0, max);
  } catch {
    list = none;
  }
  cached = { raw, list };
  return list;
}

function write(list: readonly string[]): void {
  try {
    localStorage.setItem(key, JSON.stringify(list));
  } catch {
    // A full or forbidden storage only costs the list of recent questions.
  }
  for (const listener of listeners) listener();
}

/** Puts a question first in this browser's list. */
export function rememberQuestion(question: string): void {
  write([question, ...read().filter((other) => other !== question)].slice(0, max));
}
export function forgetQuestions(): void {
  write([]);
}

/** The questions last asked in this browser, newest first. Empty while rendering on the server. */
export function useRecentQuestions(): readonly string[] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    read,
    () => none,
  );
}
