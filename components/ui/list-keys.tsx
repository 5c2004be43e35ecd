"use client";
import { useKeys } from "@/components/shell/keys";

/** j and k move through the rows of the page's table by their first link; Enter then opens it as any link. */
export function ListKeys() {
  function move(by: 1 | -1) {
    const links = [...document.querySelectorAll<HTMLAnchorElement>("tbody [data-row]")];
    if (links.length === 0) return false;
    const at = links.indexOf(document.activeElement as HTMLAnchorElement);
    const next = links[at < 0 ? 0 : Math.min(Math.max(at + by, 0), links.length - 1)];
    next?.focus();
  }
  useKeys({ j: () => move(1), k: () => move(-1) });
  return null;
}
