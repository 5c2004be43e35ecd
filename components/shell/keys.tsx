"use client";
import { useEffect, useLayoutEffect, useRef } from "react";

const storageKey = "wherein-single-keys";

/** Whether single-letter keys are on. They can be switched off, as WCAG 2.1.4 asks; Ctrl K is not one of them. */
export function singleKeysOn(): boolean {
  try {
    return localStorage.getItem(storageKey) !== "off";
  } catch {
    return true;
  }
}
export function setSingleKeys(on: boolean): void {
  try {
    localStorage.setItem(storageKey, on ? "on" : "off");
  } catch {
    // Storage can be forbidden; the keys then stay on for this visit.
  }
}

/** True where a key is text: fields, and anything that uses letters itself. A box that is ticked does not. */
function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof Element &&
    target.closest("input:not([type=checkbox]), textarea, select, [contenteditable=true], [role=dialog], [role=menu], [role=listbox]") !== null
  );
}

/** Calls the handler of a single key anywhere on the page, but never while someone types. A handler that returns false leaves the key alone. */
// biome-ignore lint/suspicious/noConfusingVoidType: most handlers return nothing
export function useKeys(handlers: Record<string, (event: KeyboardEvent) => false | void>): void {
  const latest = useRef(handlers);
  // With what is drawn, and not after it: whoever sees a row may press a key for it at once.
  useLayoutEffect(() => {
    latest.current = handlers;
  });
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent) {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || event.isComposing) return;
      const handler = latest.current[event.key];
      if (!handler || isTyping(event.target) || !singleKeysOn()) return;
      if (handler(event) !== false) event.preventDefault();
    }
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, []);
}
