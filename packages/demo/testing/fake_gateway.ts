/** A browser's end of a connection, of which a test is the other end. */
export class FakeSocket {
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: unknown }) => void) | null = null;
  onclose: ((event: { code: number; reason: string }) => void) | null = null;
  readyState = 0;
  /** Bytes that the network has not taken. */
  bufferedAmount = 0;
  /** What was sent: texts, and the lengths of binary messages. */
  readonly sent: (string | number)[] = [];
  /** Closes asked for: the arguments. */
  readonly closes: unknown[][] = [];
  readonly protocols: readonly string[];

  constructor(protocols: readonly string[]) {
    this.protocols = protocols;
  }

  send(data: string | ArrayBuffer): void {
    this.sent.push(typeof data === "string" ? data : data.byteLength);
  }

  close(...args: unknown[]): void {
    this.closes.push(args);
  }
}

/** What a gateway does to the sockets that its client opens. */
export class FakeGateway {
  /** Every socket, in the order of opening. */
  readonly sockets: FakeSocket[] = [];

  /** Stands in for `new WebSocket`. */
  readonly openSocket = (_url: string, protocols: string[]): WebSocket => {
    const socket = new FakeSocket(protocols);
    this.sockets.push(socket);
    return socket as unknown as WebSocket;
  };

  /** The last socket. */
  get socket(): FakeSocket {
    const socket = this.sockets.at(-1);
    if (socket === undefined) throw new Error("Expected a socket, got none");
    return socket;
  }

  /** Accepts the connection. */
  accept(): void {
    this.socket.readyState = 1;
    this.socket.onopen?.();
  }

  /** Answers frames `oldest … newest`. */
  answer(oldest: number, newest: number): void {
    this.say({
      type: "partial",
      oldest_frame_seq: oldest,
      newest_frame_seq: newest,
      transcript: "yes",
    });
  }

  /** Says that frames `oldest … newest` are lost. */
  fail(oldest: number, newest: number): void {
    this.say({
      type: "error",
      kind: "timeout",
      message: "late",
      oldest_frame_seq: oldest,
      newest_frame_seq: newest,
    });
  }

  /** Sends `message` as JSON. */
  say(message: unknown): void {
    this.saySo(JSON.stringify(message));
  }

  /** Sends `data` as it is. */
  saySo(data: unknown): void {
    this.socket.onmessage?.({ data });
  }

  /** Begins to end the connection, which the browser's script isn't told yet. */
  startClosing(): void {
    this.socket.readyState = 2;
  }

  /** Ends the connection, as the browser tells its script. */
  close(code: number, reason = ""): void {
    this.socket.readyState = 3;
    this.socket.onclose?.({ code, reason });
  }
}
