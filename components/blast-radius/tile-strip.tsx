"use client";
import { useRouter } from "next/navigation";
import { useId, useState } from "react";
import { cn } from "@/components/ui/cn";
import { count } from "@/components/ui/number-format";
import { visible } from "@/lib/text/visible.mjs";

type Tile = { service: string; state: "affected" | "unknown"; rows: number; href: string };
type TileStripProps = { team: string; tiles: readonly Tile[]; rest: number; size: number; isFirst: boolean };

const wordsOf = ({ service, state, rows }: Tile) => visible(`${service}, ${state}${rows > 1 ? `, ${count(rows)} rows` : ""}`);
const stripSelector = "[data-tiles]";

/** The services of one team. One stop of the Tab key for the whole picture: arrows move in a strip and to the next one. */
export function TileStrip({ team, tiles, rest, size, isFirst }: TileStripProps) {
  const [active, setActive] = useState(0);
  const [focused, setFocused] = useState(false);
  const id = useId();
  const router = useRouter();
  function onKeyDown(event: React.KeyboardEvent<HTMLDivElement>) {
    const strip = event.currentTarget;
    const by = { ArrowRight: 1, ArrowLeft: -1, Home: -tiles.length, End: tiles.length }[event.key];
    if (by !== undefined) setActive((at) => Math.min(Math.max(at + by, 0), tiles.length - 1));
    else if (event.key === "ArrowDown" || event.key === "ArrowUp") moveTo(strip, event.key === "ArrowDown" ? 1 : -1);
    else if (event.key === "Enter" || event.key === " ") router.push(tiles[active]?.href ?? "", { scroll: false });
    else return;
    event.preventDefault();
  }
  const current = tiles[active];
  return (
    <div className="flex min-w-0 flex-col">
      <div
        role="listbox"
        data-tiles
        tabIndex={isFirst ? 0 : -1}
        aria-label={visible(`Services of ${team}`)}
        aria-orientation="horizontal"
        aria-activedescendant={`${id}-${active}`}
        onKeyDown={onKeyDown}
        onFocus={() => setFocused(true)}
        onBlur={() => setFocused(false)}
        className="flex min-h-5 flex-wrap items-center gap-[3px] rounded-sm focus-visible:outline-offset-4"
      >
        {tiles.map((tile, place) => (
          // biome-ignore lint/a11y/useFocusableInteractive: focus stays in the strip, which names the active tile
          // biome-ignore lint/a11y/useKeyWithClickEvents: the strip handles the keys
          <div
            key={tile.service}
            id={`${id}-${place}`}
            role="option"
            aria-selected={focused && place === active}
            aria-label={wordsOf(tile)}
            title={wordsOf(tile)}
            onClick={() => router.push(tile.href, { scroll: false })}
            className={cn(
              "cursor-pointer rounded-xs hover:ring-2 hover:ring-focus",
              size === 18 ? "size-[18px]" : size === 12 ? "size-3" : "size-2",
              tile.state === "affected" ? "bg-affected" : size === 8 ? "border border-unknown" : "border-2 border-unknown border-dashed",
              focused && place === active && "ring-2 ring-focus ring-offset-1 ring-offset-panel",
            )}
          />
        ))}
        {rest > 0 ? <span className="pl-1 text-muted text-xs">+{count(rest)} more</span> : null}
      </div>
      {focused && current ? (
        <p aria-hidden className="mt-1 truncate text-xs">
          {wordsOf(current)}
        </p>
      ) : null}
    </div>
  );
}

function moveTo(from: HTMLElement, by: 1 | -1): void {
  const strips = [...document.querySelectorAll<HTMLElement>(stripSelector)];
  strips[strips.indexOf(from) + by]?.focus();
}
