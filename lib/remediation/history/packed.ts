/**
 * All findings of an artifact, open and closed, in ten bytes each, in the order in which they were closed and then opened. Times are whole minutes since
 * 1970, rounded down; who is still open is closed at `stillOpen`.
 */
export type FindingHistory = {
  opened: Int32Array;
  closed: Int32Array;
  /** Class and outcome, by finding-class.ts. */
  codes: Uint16Array;
  /** What pauses the clock of a finding, by its place: begin and end of each pause, in order and apart. Few have any. */
  pauses: ReadonlyMap<number, Int32Array> | null;
};

export const stillOpen = 2 ** 31 - 1;

/** A finding as its rows say. `ids` order equals. */
export type HistoryEntry = {
  ids: readonly [packageVersionId: number, vulnerabilityId: number];
  opened: number;
  closed: number;
  code: number;
  pauses: readonly (readonly [from: number, until: number])[];
};

/** The history of some findings, in any order. */
export function toHistory(entries: readonly HistoryEntry[]): FindingHistory {
  const ordered = [...entries].sort((a, b) => a.closed - b.closed || a.opened - b.opened || a.code - b.code || a.ids[0] - b.ids[0] || a.ids[1] - b.ids[1]);
  const pauses = new Map<number, Int32Array>();
  for (const [place, entry] of ordered.entries()) {
    const apart = unionOf(entry.pauses);
    if (apart.length > 0) pauses.set(place, Int32Array.from(apart.flat()));
  }
  return {
    opened: Int32Array.from(ordered, ({ opened }) => opened),
    closed: Int32Array.from(ordered, ({ closed }) => closed),
    codes: Uint16Array.from(ordered, ({ code }) => code),
    pauses: pauses.size > 0 ? pauses : null,
  };
}

/** Intervals put together where they touch, in order; without empty ones. */
function unionOf(intervals: HistoryEntry["pauses"]): (readonly [number, number])[] {
  const apart: [number, number][] = [];
  for (const [from, until] of intervals.filter(([begin, end]) => begin < end).sort((a, b) => a[0] - b[0])) {
    const last = apart.at(-1);
    if (last && from <= last[1]) last[1] = Math.max(last[1], until);
    else apart.push([from, until]);
  }
  return apart;
}

const layout = 1;
const headBytes = 12;
const pauseNumbers = 3;

// Little endian, as every machine is that Node.js runs on: the columns are used as they are stored.

/** The bytes of a history: layout, number of findings and of pauses; the columns; place, begin and end of each pause. */
export function packHistory({ opened, closed, codes, pauses }: FindingHistory): Buffer {
  const rows = [...(pauses ?? [])].flatMap(([place, times]) =>
    Array.from({ length: times.length / 2 }, (_, i) => [place, times[2 * i] ?? 0, times[2 * i + 1] ?? 0]),
  );
  const columns = [
    Int32Array.of(layout, opened.length, rows.length),
    opened,
    closed,
    codes,
    new Uint8Array(codes.byteLength % 4),
    Int32Array.from(rows.flat()),
  ];
  return Buffer.concat(columns.map(({ buffer, byteOffset, byteLength }) => new Uint8Array(buffer, byteOffset, byteLength)));
}

/** Throws for bytes of another layout. */
export function unpackHistory(bytes: Uint8Array): FindingHistory {
  const { buffer } = new Uint8Array(bytes);
  const [found, count = 0, paused = 0] = new Int32Array(buffer, 0, headBytes / 4);
  if (found !== layout) throw new Error(`A history of layout ${found} cannot be read.`);
  const times = count * 4;
  const codes = new Uint16Array(buffer, headBytes + 2 * times, count);
  const pausesAt = headBytes + 2 * times + codes.byteLength + (codes.byteLength % 4);
  return {
    opened: new Int32Array(buffer, headBytes, count),
    closed: new Int32Array(buffer, headBytes + times, count),
    codes,
    pauses: paused === 0 ? null : pausesOf(new Int32Array(buffer, pausesAt, paused * pauseNumbers)),
  };
}

function pausesOf(rows: Int32Array): Map<number, Int32Array> {
  const byPlace = new Map<number, number[]>();
  for (let at = 0; at < rows.length; at += pauseNumbers) {
    const place = rows[at] ?? 0;
    byPlace.set(place, [...(byPlace.get(place) ?? []), rows[at + 1] ?? 0, rows[at + 2] ?? 0]);
  }
  return new Map([...byPlace].map(([place, times]) => [place, Int32Array.from(times)]));
}
