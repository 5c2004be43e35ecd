"use client";
import { useRouter } from "next/navigation";
import { useEffect } from "react";

const busyMs = 2_000;
const quietMs = 15_000;

/** Has the page drawn again while it is seen: soon while something runs, else now and then. What is typed stays. */
export function KeepFresh({ busy }: { busy: boolean }) {
  const router = useRouter();
  useEffect(() => {
    const refresh = () => {
      if (!document.hidden) router.refresh();
    };
    const timer = setInterval(refresh, busy ? busyMs : quietMs);
    document.addEventListener("visibilitychange", refresh);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", refresh);
    };
  }, [router, busy]);
  return null;
}
