"use client";
import { useCallback, useEffect, useRef, useState } from "react";

/**
 * What an address of the API answers, asked for again every `everyMs` while the page is seen, and at once when it is seen again; the first answer
 * comes with the page. A server that is away changes nothing; one that does not know the caller any more ends it.
 */
export function usePolled<T>(path: string, initial: T, everyMs: (value: T) => number): { value: T; refresh: () => Promise<void> } {
  const [value, setValue] = useState(initial);
  const [asked, setAsked] = useState(0);
  const isOver = useRef(false);
  const wait = everyMs(value);
  useEffect(() => setValue(initial), [initial]);
  const refresh = useCallback(async () => {
    try {
      // With the ETag of the last answer: nothing is sent while nothing changes.
      const response = await fetch(path, { cache: "no-cache", headers: { accept: "application/json" } });
      if (response.status === 401 || response.status === 403) isOver.current = true;
      if (response.ok) setValue((await response.json()) as T);
    } catch {
      // It is asked again soon.
    }
    setAsked((count) => count + 1);
  }, [path]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each answer, also one like the last, begins the next wait
  useEffect(() => {
    if (isOver.current) return;
    const timer = setInterval(() => {
      if (!document.hidden) void refresh();
    }, wait);
    const onSeen = () => {
      if (!document.hidden) void refresh();
    };
    document.addEventListener("visibilitychange", onSeen);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", onSeen);
    };
  }, [refresh, wait, asked]);
  return { value, refresh };
}
