/** Messages that may wait for a browser: then it is left to connect again, and to begin anew. */
const MOST_WAITING = 256;

const encoder = new TextEncoder();

/**
 * Server-sent events (HTML standard, §9.2) for any number of browsers. One that doesn't read holds
 * nobody up, and takes no more than a bounded amount of memory.
 */
export class EventFeed {
  readonly #readers = new Set<ReadableStreamDefaultController<Uint8Array>>();

  /** How many browsers listen. */
  get readers(): number {
    return this.#readers.size;
  }

  /**
   * Opens the body of an answer. `greet` sends what its reader needs to know first.
   */
  open(greet: (send: (event: string, data: unknown) => void) => void): ReadableStream<Uint8Array> {
    let own: ReadableStreamDefaultController<Uint8Array>;
    return new ReadableStream<Uint8Array>({
      start: (reader) => {
        own = reader;
        greet((event, data) => reader.enqueue(encode(event, data)));
        this.#readers.add(reader);
      },
      cancel: () => void this.#readers.delete(own),
    }, new CountQueuingStrategy({ highWaterMark: MOST_WAITING }));
  }

  /** Sends `data` as JSON to everybody who listens. */
  send(event: string, data: unknown): void {
    if (this.#readers.size === 0) return;
    const message = encode(event, data);
    for (const reader of this.#readers) {
      if ((reader.desiredSize ?? 0) > 0) reader.enqueue(message);
      else this.#end(reader);
    }
  }

  /** Ends all answers, after what was sent. */
  close(): void {
    for (const reader of this.#readers) this.#end(reader);
  }

  #end(reader: ReadableStreamDefaultController<Uint8Array>): void {
    this.#readers.delete(reader);
    reader.close();
  }
}

function encode(event: string, data: unknown): Uint8Array {
  return encoder.encode(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
}
