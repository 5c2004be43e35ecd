/** Columns that PostgreSQL put together with `string_agg(..._send(x), '')`: a twentieth of the cost of a row per value. */

/** `int4send` values. */
export function int4Column(bytes: Buffer): Int32Array {
  const values = new Int32Array(bytes.length / 4);
  for (let i = 0; i < values.length; i++) values[i] = bytes.readInt32BE(i * 4);
  return values;
}

/** `int8send` values. */
export function int8Column(bytes: Buffer): BigInt64Array {
  const values = new BigInt64Array(bytes.length / 8);
  for (let i = 0; i < values.length; i++) values[i] = bytes.readBigInt64BE(i * 8);
  return values;
}

const epoch2000Ms = Date.UTC(2000, 0, 1);

/** `timestamptz_send` values, microseconds since the year 2000, as milliseconds since 1970. */
export function timestampColumn(bytes: Buffer): Float64Array {
  const values = new Float64Array(bytes.length / 8);
  for (let i = 0; i < values.length; i++) {
    const micros = bytes.readInt32BE(i * 8) * 2 ** 32 + bytes.readUInt32BE(i * 8 + 4);
    values[i] = epoch2000Ms + micros / 1_000;
  }
  return values;
}
