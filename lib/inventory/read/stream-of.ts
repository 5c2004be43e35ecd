import type { Snapshot } from "./queries/snapshot";

/** Reads a part when the reader asks for one. The snapshot is given back at the end, at a failure, and when the reader goes away. */
export function streamOf(parts: AsyncGenerator<string>, snapshot: Snapshot): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      try {
        const part = await parts.next();
        if (!part.done) return controller.enqueue(encoder.encode(part.value));
        await snapshot.close();
        controller.close();
      } catch (error) {
        await snapshot.close(error);
        controller.error(error);
      }
    },
    async cancel() {
      await parts.return(undefined);
      await snapshot.close("the reader went away");
    },
  });
}
