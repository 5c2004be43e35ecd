"use client";
import { Search } from "lucide-react";
import dynamic from "next/dynamic";
import { useEffect, useState } from "react";
import { flushSync } from "react-dom";
import { useKeys } from "@/components/shell/keys";
import { Palette } from "@/components/shell/palette";
import { Kbd } from "@/components/ui/kbd";

const KeysDialog = dynamic(() => import("@/components/shell/keys-dialog").then((module) => module.KeysDialog), { ssr: false });

type ShellProps = { brand: React.ReactNode; nav: React.ReactNode; banner: React.ReactNode; right: React.ReactNode; children: React.ReactNode };

/** The frame of every signed-in page: header, the jump palette and the keys that work everywhere. */
export function Shell({ brand, nav, banner, right, children }: ShellProps) {
  const [palette, setPalette] = useState(false);
  const [help, setHelp] = useState(false);
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent) {
      if (event.key.toLowerCase() !== "k" || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
      event.preventDefault();
      // At once, so that the field has the focus before the next key.
      flushSync(() => setPalette((open) => !open));
    }
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, []);
  useKeys({
    "?": () => setHelp(true),
    "/": () => {
      const field = document.querySelector<HTMLInputElement>("[data-slash]");
      if (!field) return setPalette(true);
      field.focus();
      field.select();
    },
  });
  return (
    <>
      <header className="sticky top-0 z-30 flex h-12 items-center gap-3 border-line border-b bg-panel px-4 sm:gap-6 sm:px-6">
        {brand}
        {nav}
        <div className="ml-auto flex items-center gap-1 sm:gap-3">
          <button
            type="button"
            onClick={() => setPalette(true)}
            aria-keyshortcuts="Control+K Meta+K"
            className="flex h-8 items-center gap-1.5 rounded-md px-1.5 text-muted text-xs hover:text-fg"
          >
            <Search aria-hidden className="size-4 sm:hidden" />
            <span className="max-sm:sr-only">Jump to</span>
            <span aria-hidden className="flex gap-1 max-sm:hidden">
              <Kbd>Ctrl</Kbd>
              <Kbd>K</Kbd>
            </span>
          </button>
          {right}
        </div>
      </header>
      {banner}
      <main id="main" tabIndex={-1} className="mx-auto w-full max-w-[1440px] px-4 pt-5 pb-16 outline-none sm:px-6">
        {children}
      </main>
      {palette ? <Palette open={palette} onOpenChange={setPalette} onHelp={() => setHelp(true)} /> : null}
      {help ? <KeysDialog open={help} onOpenChange={setHelp} /> : null}
    </>
  );
}
