import { RelativeTime } from "@/components/ui/time";

/** When an advisory was changed. Where no source says so it is stored as the beginning of 1970. */
export function ChangedAt({ at }: { at: string }) {
  return Date.parse(at) === 0 ? "not known" : <RelativeTime at={at} />;
}
