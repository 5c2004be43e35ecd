"use client";
import { Check, Copy } from "lucide-react";
import { useEffect, useState } from "react";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";

type CopyButtonProps = {
  /** The text, or a function for text that is dear to make. */
  text: string | (() => string | Promise<string>);
  /** The words on the button, or with `iconOnly` its accessible name. */
  label: string;
  iconOnly?: boolean;
  look?: "plain" | "ghost";
  className?: string;
  /** Lets a key find the button. */
  "data-copy-chat"?: boolean;
};

/** Copies a text and says so in place. */
export function CopyButton({ text, label, iconOnly = false, look = "plain", className, "data-copy-chat": chat }: CopyButtonProps) {
  const [state, setState] = useState<"idle" | "copied" | "failed">("idle");
  useEffect(() => {
    if (state === "idle") return;
    const timer = setTimeout(() => setState("idle"), 2_000);
    return () => clearTimeout(timer);
  }, [state]);

  async function copy() {
    try {
      await writeClipboard(typeof text === "string" ? text : await text());
      setState("copied");
    } catch {
      setState("failed");
    }
  }
  const words = state === "copied" ? "Copied" : state === "failed" ? "Copy failed" : label;
  const Icon = state === "copied" ? Check : Copy;
  return (
    <Button
      look={look}
      size={iconOnly ? "icon" : "sm"}
      className={cn(iconOnly && "size-7", className)}
      onClick={copy}
      data-copy-chat={chat}
      aria-label={iconOnly ? words : undefined}
      title={iconOnly ? label : undefined}
    >
      {iconOnly || state === "copied" ? <Icon aria-hidden /> : null}
      {iconOnly ? null : words}
      <span role="status" className="sr-only">
        {state === "copied" ? "Copied" : ""}
      </span>
    </Button>
  );
}

/** The clipboard API needs a secure context; a plain-http address in a closed network falls back to a selection. */
async function writeClipboard(text: string): Promise<void> {
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  const area = document.createElement("textarea");
  area.value = text;
  area.className = "fixed opacity-0";
  document.body.append(area);
  area.select();
  const done = document.execCommand("copy");
  area.remove();
  if (!done) throw new Error("copy refused");
}
