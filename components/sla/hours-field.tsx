"use client";
import { useState } from "react";
import { cn } from "@/components/ui/cn";
import { Input, inputStyle } from "@/components/ui/field";

const daysMax = 3_650;

/** How long a finding may stay open: a number of days or hours, or as long as it likes. */
export function HoursField({ hours }: { hours: number | null }) {
  const [limited, setLimited] = useState(hours !== null);
  const [unit, setUnit] = useState<"day" | "hour">(hours === null || hours % 24 === 0 ? "day" : "hour");
  const first = hours === null ? 30 : unit === "day" && hours % 24 === 0 ? hours / 24 : hours;
  return (
    <fieldset>
      <legend className="mb-1 font-medium text-[12.5px]">Due</legend>
      <label className="flex min-h-7 items-center gap-2">
        <input type="radio" name="limited" value="yes" checked={limited} onChange={() => setLimited(true)} className="size-4 accent-fg" />
        within
      </label>
      {limited ? (
        <div className="my-1 ml-6 flex gap-2">
          <Input
            name="value"
            type="number"
            aria-label="How many"
            required
            min={1}
            max={unit === "day" ? daysMax : daysMax * 24}
            defaultValue={first}
            className="w-28"
          />
          <select
            name="unit"
            aria-label="Days or hours"
            value={unit}
            onChange={(event) => setUnit(event.target.value === "hour" ? "hour" : "day")}
            className={cn(inputStyle, "w-28")}
          >
            <option value="day">days</option>
            <option value="hour">hours</option>
          </select>
        </div>
      ) : null}
      <label className="flex min-h-7 items-center gap-2">
        <input type="radio" name="limited" value="no" checked={!limited} onChange={() => setLimited(false)} className="size-4 accent-fg" />
        never: no due date
      </label>
    </fieldset>
  );
}

/** What the field says in a form; null: no due date. */
export function hoursOf(data: FormData): number | null {
  if (data.get("limited") !== "yes") return null;
  return Number(data.get("value")) * (data.get("unit") === "hour" ? 1 : 24);
}
