"use client";
import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import type { Upload } from "@/lib/inventory";

const waitsMs = [300, 500, 800, 1_200, 2_000] as const;

/** The upload, asked for again until it is done or failed; slower and slower, and it survives a server that is away. */
export function useUpload(initial: Upload): { upload: Upload; away: boolean } {
  const [upload, setUpload] = useState(initial);
  const [away, setAway] = useState(false);
  const [asked, setAsked] = useState(0);
  const router = useRouter();
  const settled = upload.status === "done" || upload.status === "failed";
  useEffect(() => {
    if (settled) return;
    const abort = new AbortController();
    const timer = setTimeout(
      async () => {
        try {
          const response = await fetch(`/api/v1/uploads/${initial.id}`, { signal: abort.signal, cache: "no-store" });
          if (!response.ok) throw new Error(String(response.status));
          const next = (await response.json()) as Upload;
          setUpload(next);
          setAway(false);
          // The header's freshness and what was prefetched are older than this now.
          if (next.status === "done") router.refresh();
        } catch {
          if (!abort.signal.aborted) setAway(true);
        }
        if (!abort.signal.aborted) setAsked((count) => count + 1);
      },
      waitsMs[Math.min(asked, waitsMs.length - 1)],
    );
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [asked, settled, initial.id, router]);
  return { upload, away };
}
