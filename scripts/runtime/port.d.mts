/** A TCP port of the loopback interface that nothing listens on; `preferred` when that is free. */
export function freePort(preferred?: number): Promise<number>;
