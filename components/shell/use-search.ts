"use client";
import { useEffect, useState } from "react";
import type { SearchHit } from "@/components/shell/search-hit";

type SearchState = { for: string; hits: readonly SearchHit[]; state: "idle" | "found" | "empty" | "failed" };
const idle: SearchState = { for: "", hits: [], state: "idle" };

/** Packages, services and vulnerabilities for what is being typed; an answer that arrives after a newer one was asked for is dropped. */
export function useSearch(text: string): SearchState {
  const [result, setResult] = useState<SearchState>(idle);
  const typed = text.trim();
  useEffect(() => {
    if (typed === "") return setResult(idle);
    const abort = new AbortController();
    const timer = setTimeout(async () => {
      try {
        const response = await fetch(`/api/v1/search?q=${encodeURIComponent(typed.slice(0, 200))}&limit=12`, { signal: abort.signal });
        if (!response.ok) throw new Error(String(response.status));
        const { data } = (await response.json()) as { data: SearchHit[] };
        setResult({ for: typed, hits: data, state: data.length === 0 ? "empty" : "found" });
      } catch {
        if (!abort.signal.aborted) setResult({ for: typed, hits: [], state: "failed" });
      }
    }, 60);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [typed]);
  return result;
}
