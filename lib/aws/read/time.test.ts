import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readAwsTime } from "./index";

const narrow = "\u202f";

/** as AWS writes it -> as it is kept; null: no time. */
const table: [unknown, string | null][] = [
  [1748539687.919, "2025-05-29T17:28:07.919Z"],
  [1748534768, "2025-05-29T16:06:08.000Z"],
  [1748539687919, "2025-05-29T17:28:07.919Z"],
  [0, "1970-01-01T00:00:00.000Z"],
  [7258118399, "2199-12-31T23:59:59.000Z"],
  [7258118399999, "2199-12-31T23:59:59.999Z"],
  ["Dec 3, 2021, 6:02:30 PM", "2021-12-03T18:02:30.000Z"],
  [`Dec 3, 2021, 6:02:30${narrow}PM`, "2021-12-03T18:02:30.000Z"],
  ["Dec 3, 2021, 6:02:30\u00a0PM", "2021-12-03T18:02:30.000Z"],
  ["Oct 16, 2019, 12:00:00 AM", "2019-10-16T00:00:00.000Z"],
  ["Oct 16, 2019, 12:30:00 PM", "2019-10-16T12:30:00.000Z"],
  ["Oct 16, 2019 1:30:00 PM", "2019-10-16T13:30:00.000Z"],
  ["Wed Sep 04 16:55:38.411 UTC 2024", "2024-09-04T16:55:38.411Z"],
  ["Tue Sep 03 00:00:00.000 UTC 2024", "2024-09-03T00:00:00.000Z"],
  ["Tue Sep 03 00:00:00 GMT 2024", "2024-09-03T00:00:00.000Z"],
  ["2019-11-16T01:54:34Z", "2019-11-16T01:54:34.000Z"],
  ["2023-01-20T22:51:35.665501Z", "2023-01-20T22:51:35.665Z"],
  ["2023-01-20T22:51:35.6Z", "2023-01-20T22:51:35.600Z"],
  ["2023-01-20T22:51:35+02:00", "2023-01-20T20:51:35.000Z"],
  ["2023-01-20T22:51:35-0530", "2023-01-21T04:21:35.000Z"],
  ["2023-01-20T22:51:35", "2023-01-20T22:51:35.000Z"],
  ["2024-02-29T00:00:00Z", "2024-02-29T00:00:00.000Z"],
  [new Date(1748539687919), "2025-05-29T17:28:07.919Z"],
  ["2023-02-29T00:00:00Z", null],
  ["2023-01-20T24:00:00Z", null],
  ["2023-01-20T10:60:00Z", null],
  ["0099-01-20T10:00:00Z", null],
  ["1969-12-31T23:59:59Z", null],
  ["2200-01-01T00:00:00Z", null],
  ["2023-01-20", null],
  ["Dec 32, 2021, 6:02:30 PM", null],
  ["Dec 3, 2021, 13:02:30 PM", null],
  ["Dec 3, 2021, 0:02:30 AM", null],
  ["Wed Sep 04 16:55:38.411 CET 2024", null],
  ["1748539687", null],
  ["", null],
  [-1, null],
  [7258118400000, null],
  [Number.NaN, null],
  [Number.POSITIVE_INFINITY, null],
  [new Date(Number.NaN), null],
  [null, null],
  [undefined, null],
  [true, null],
  [{}, null],
  [["2019-11-16T01:54:34Z"], null],
];

describe("a time of AWS", () => {
  it.each(table)("%o is %s", (value, expected) => expect(readAwsTime(value)).toBe(expected));

  it("is the same moment in every encoding", () => {
    const whole = fc.integer({ min: 10_000_000, max: 7_258_118_399 });
    fc.assert(
      fc.property(whole, (seconds) => {
        const date = new Date(seconds * 1_000);
        const iso = date.toISOString();
        const us = date.toLocaleString("en-US", { timeZone: "UTC", dateStyle: "medium", timeStyle: "medium" });
        const [weekday, day, month, year, clock] = date.toUTCString().replace(",", "").split(" ");
        const java = `${weekday} ${month} ${day} ${clock}.000 UTC ${year}`;
        for (const spelled of [seconds, seconds * 1_000, date, iso, iso.replace(".000Z", ""), us, java])
          expect(readAwsTime(spelled), String(spelled)).toBe(iso);
      }),
    );
  });

  it("is never read out of something else, and nothing throws", () => {
    fc.assert(fc.property(fc.anything({ withDate: true }), (value) => readAwsTime(value) === null || !Number.isNaN(Date.parse(String(readAwsTime(value))))));
  });
});
