"use client";
import { useEffect, useState } from "react";
import type { ServiceDetail, ServiceList } from "@/lib/inventory/read/schemas";

type Found<T> = { for: string; value: T; failed: boolean };

/** What an address of the API answers for what is typed or chosen; null until then. An answer that comes late is dropped. */
function useAnswer<T>(path: string | null): Found<T | null> {
  const [found, setFound] = useState<Found<T | null>>({ for: "", value: null, failed: false });
  useEffect(() => {
    if (path === null) return;
    const abort = new AbortController();
    const timer = setTimeout(async () => {
      try {
        const response = await fetch(path, { signal: abort.signal, headers: { accept: "application/json" } });
        if (!response.ok) throw new Error(String(response.status));
        setFound({ for: path, value: (await response.json()) as T, failed: false });
      } catch {
        if (!abort.signal.aborted) setFound({ for: path, value: null, failed: true });
      }
    }, 80);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [path]);
  return path === found.for ? found : { for: path ?? "", value: null, failed: false };
}

export type ServiceChoice = { slug: string; name: string };

/** Services whose name has what is typed, at most eight. */
export function useServices(typed: string): Found<ServiceChoice[] | null> {
  const found = useAnswer<ServiceList>(`/api/v1/services?limit=8&q=${encodeURIComponent(typed.trim().slice(0, 200))}`);
  return { ...found, value: found.value?.data.map(({ slug, name }) => ({ slug, name })) ?? null };
}

/** The artifacts of a service that are not retired. */
export function useArtifacts(slug: string | null): Found<ServiceDetail["artifacts"] | null> {
  const found = useAnswer<ServiceDetail>(slug === null ? null : `/api/v1/services/${encodeURIComponent(slug)}`);
  return { ...found, value: found.value?.artifacts.filter(({ retiredAt }) => retiredAt === null) ?? null };
}
