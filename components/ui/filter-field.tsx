"use client";
import { Search } from "lucide-react";
import { usePathname, useRouter, useSearchParams } from "next/navigation";
import { useEffect, useRef, useState, useTransition } from "react";
import { cn } from "@/components/ui/cn";
import { inputStyle } from "@/components/ui/field";
import { Kbd } from "@/components/ui/kbd";

/** A text filter of a list, kept in the URL as `q`. Typing replaces the entry of the history; it goes back to the first page. */
export function FilterField({ label, value }: { label: string; value: string }) {
  const [text, setText] = useState(value);
  const [waiting, startTransition] = useTransition();
  const router = useRouter();
  const path = usePathname();
  const parameters = useSearchParams();
  const asked = useRef(value);
  useEffect(() => {
    // Back, forward and "clear all" change the URL under the field.
    if (value === asked.current) return;
    asked.current = value;
    setText(value);
  }, [value]);
  useEffect(() => {
    if (text.trim() === asked.current) return;
    const timer = setTimeout(() => {
      asked.current = text.trim();
      const next = new URLSearchParams(parameters);
      next.delete("cursor");
      if (asked.current === "") next.delete("q");
      else next.set("q", asked.current);
      startTransition(() => router.replace(next.size === 0 ? path : `${path}?${next}`, { scroll: false }));
    }, 150);
    return () => clearTimeout(timer);
  }, [text, parameters, path, router]);
  return (
    <div className="relative w-full sm:w-72">
      <Search aria-hidden className={cn("pointer-events-none absolute top-2 left-2.5 size-4 text-muted", waiting && "animate-pulse")} />
      <input
        type="search"
        data-slash
        value={text}
        maxLength={200}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => event.key === "Escape" && event.currentTarget.blur()}
        aria-label={label}
        placeholder={label}
        className={cn(inputStyle, "peer h-8 pr-8 pl-8 [&::-webkit-search-cancel-button]:hidden")}
      />
      <Kbd className="pointer-events-none absolute top-1.5 right-2 peer-focus:hidden">/</Kbd>
    </div>
  );
}
