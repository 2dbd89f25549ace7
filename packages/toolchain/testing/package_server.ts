/** A server on loopback that answers with a package the way a test wants. */
export interface PackageServer extends AsyncDisposable {
  /** Address of the package. */
  readonly url: string;
  /** The `range` header of each request so far, null where there was none. */
  readonly ranges: (string | null)[];
}

/** An HTTP answer in parts; the connection ends after `body`, whatever length was promised. */
export interface Answer {
  readonly status: number;
  readonly contentLength: number;
  readonly body: Uint8Array;
  /** Keeps the connection open after `body`. */
  readonly stalls?: boolean;
}

/** Makes the answer to a request that asks for the bytes from `range` on. */
export type Answering = (range: number) => Answer | Promise<Answer>;

/** Serves request `i` with `answers[i]`, and those after the last one with the last one. */
export function servePackage(...answers: [Answering, ...Answering[]]): PackageServer {
  const ranges: (string | null)[] = [];
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const open = new Set<Deno.Conn>();
  const serve = async (connection: Deno.Conn) => {
    const range = /^range: *(.*)$/im.exec(await readHead(connection))?.[1] ?? null;
    const answering = answers[Math.min(ranges.push(range), answers.length) - 1] ?? answers[0];
    const answer = await answering(Number(/\d+/.exec(range ?? "")?.[0] ?? 0));
    await send(connection, answer);
    if (!answer.stalls) connection.close();
    else open.add(connection);
  };
  const done = (async () => {
    for await (const connection of listener) await serve(connection);
  })();
  return {
    url: `http://127.0.0.1:${listener.addr.port}/fake/-/fake-99.0.1.tgz`,
    ranges,
    async [Symbol.asyncDispose]() {
      listener.close();
      for (const connection of open) connection.close();
      await done;
    },
  };
}

async function readHead(connection: Deno.Conn): Promise<string> {
  const decoder = new TextDecoder();
  const chunk = new Uint8Array(4096);
  let head = "";
  while (!head.includes("\r\n\r\n")) {
    const length = await connection.read(chunk);
    if (length === null) break;
    head += decoder.decode(chunk.subarray(0, length));
  }
  return head;
}

async function send(connection: Deno.Conn, answer: Answer): Promise<void> {
  const { status, contentLength, body } = answer;
  const head = `HTTP/1.1 ${status} Test\r\ncontent-length: ${contentLength}\r\n` +
    `connection: close\r\n\r\n`;
  const writer = connection.writable.getWriter();
  await writer.write(new TextEncoder().encode(head));
  await writer.write(body);
  writer.releaseLock();
}

/** Answers with the range that is asked for, or with 416 when it begins after the end. */
export function whole(bytes: Uint8Array): (range: number) => Answer {
  return (range) => {
    const body = bytes.subarray(range);
    const status = range === 0 ? 200 : body.length > 0 ? 206 : 416;
    return { status, contentLength: body.length, body };
  };
}

/** Answers with all of it, whatever is asked for. */
export function withoutRanges(bytes: Uint8Array): Answering {
  return () => ({ status: 200, contentLength: bytes.length, body: bytes });
}

/** Promises the asked range, sends `count` bytes of it, and breaks the connection. */
export function broken(bytes: Uint8Array, count: number): (range: number) => Answer {
  return (range) => ({ ...whole(bytes)(range), body: bytes.subarray(range, range + count) });
}

/** Promises all of it, sends `count` bytes, and then nothing. */
export function stalled(bytes: Uint8Array, count: number): Answering {
  return (range) => ({ ...broken(bytes, count)(range), stalls: true });
}

/** Answers with `status` and nothing else. */
export function onlyStatus(status: number): Answering {
  return () => ({ status, contentLength: 0, body: new Uint8Array() });
}
