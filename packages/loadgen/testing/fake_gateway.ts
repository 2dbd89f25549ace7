import { createHash } from "node:crypto";
import { Agenda } from "../agenda.ts";
import type { Connection, ConnectionHandler, Target, Transport } from "../transport/transport.ts";
import type { ManualClock } from "./manual_clock.ts";
import { partialOf } from "./messages.ts";
import type { TestBatch } from "./messages.ts";
import { readClientFrame, serverCloseFrame, textFrame } from "./server_frame.ts";

/** How a fake gateway treats one connection; what is left out is done right. */
export interface Behaviour {
  /** `ignore` never answers at all, `refuse` refuses the connection. */
  readonly connect?: "ignore" | "refuse";
  /** The answer to the handshake. */
  readonly handshake?: (accept: string) => string;
  /** The answers to flush number `k`, from 0: messages, or raw bytes; none with `[]`. */
  readonly answer?: (batch: TestBatch, k: number) => readonly (string | Uint8Array)[];
  /** From the flush to its answer; 50 by default. */
  readonly delayMs?: number;
  /** Is our Close frame answered? */
  readonly answersClose?: boolean;
  /** Things to do so many milliseconds after the start message. */
  readonly at?: Readonly<Record<number, (connection: FakeConnection) => void>>;
}

const FLUSH_MS = 1000;

/** A gateway in memory on a manual clock, which treats the n-th connection as `behaviourOf(n)` says. */
export class FakeGateway implements Transport {
  readonly agenda: Agenda = new Agenda();
  readonly connections: FakeConnection[] = [];
  readonly #clock: ManualClock;
  readonly #behaviourOf: (index: number) => Behaviour;

  constructor(clock: ManualClock, behaviourOf: (index: number) => Behaviour = () => ({})) {
    this.#clock = clock;
    this.#behaviourOf = behaviourOf;
    clock.everyMs(() => this.agenda.runDue(clock.now()));
  }

  /** {@inheritDoc Transport.connect} */
  connect(_: Target, handler: ConnectionHandler): Connection {
    const behaviour = this.#behaviourOf(this.connections.length);
    const connection = new FakeConnection(behaviour, handler, this.#after);
    this.connections.push(connection);
    return connection;
  }

  readonly #after = (ms: number, run: () => void): void => {
    this.agenda.schedule(this.#clock.now() + ms, run);
  };
}

/** One connection of a {@linkcode FakeGateway}, seen from the gateway. */
export class FakeConnection implements Connection {
  /** Close codes that the client sent. */
  readonly closes: number[] = [];
  /** Payloads of the pongs that the client sent. */
  readonly pongs: Uint8Array[] = [];
  /** Is the connection gone? */
  isGone = false;
  readonly #behaviour: Behaviour;
  readonly #handler: ConnectionHandler;
  readonly #after: (ms: number, run: () => void) => void;
  #hasHandshake = false;
  #isPaused = false;
  #unread: Uint8Array[] = [];
  #pcm: Uint8Array[] = [];
  #seq = 0;
  #flushes = 0;

  constructor(
    behaviour: Behaviour,
    handler: ConnectionHandler,
    after: (ms: number, run: () => void) => void,
  ) {
    this.#behaviour = behaviour;
    this.#handler = handler;
    this.#after = after;
    if (behaviour.connect === "ignore") return;
    after(1, () => {
      if (this.isGone) return;
      if (behaviour.connect === "refuse") this.cut("connection refused");
      else handler.opened();
    });
  }

  /** {@inheritDoc Connection.write} */
  write(bytes: Uint8Array): boolean {
    if (this.#isPaused) this.#unread.push(bytes);
    else this.#read(bytes);
    return !this.#isPaused;
  }

  /** {@inheritDoc Connection.end} */
  end(): void {
    this.cut(); // at once, as Bun does
  }

  /** {@inheritDoc Connection.destroy} */
  destroy(): void {
    this.isGone = true;
  }

  /** Sends raw bytes to the client. */
  send(bytes: Uint8Array): void {
    if (!this.isGone) this.#handler.received(bytes);
  }

  /** Loses the connection. */
  cut(problem?: string): void {
    if (this.isGone) return;
    this.isGone = true;
    this.#handler.closed(problem);
  }

  /** Reads no more: the next write fills the kernel's buffer. */
  pause(): void {
    this.#isPaused = true;
  }

  /** Reads again. */
  resume(): void {
    this.#isPaused = false;
    for (const bytes of this.#unread.splice(0)) this.#read(bytes);
    if (!this.isGone) this.#handler.drained();
  }

  #read(bytes: Uint8Array): void {
    if (!this.#hasHandshake) return this.#answerHandshake(bytes);
    const { opcode, payload } = readClientFrame(bytes);
    if (opcode === 1) this.#start();
    else if (opcode === 2) {
      this.#pcm.push(payload);
      this.#seq++;
    } else if (opcode === 10) this.pongs.push(payload);
    else if (opcode === 8) {
      const code = payload[0]! * 256 + payload[1]!;
      this.closes.push(code);
      if (this.#behaviour.answersClose ?? true) {
        this.#after(1, () => this.send(serverCloseFrame(code)));
      }
    }
  }

  #answerHandshake(request: Uint8Array): void {
    this.#hasHandshake = true;
    const key = /Sec-WebSocket-Key: (.+)\r/.exec(new TextDecoder().decode(request))![1]!;
    const accept = createHash("sha1").update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`)
      .digest("base64");
    const response = (this.#behaviour.handshake ?? goodHandshake)(accept);
    this.#after(1, () => this.send(Uint8Array.from(response, (c) => c.charCodeAt(0))));
  }

  #start(): void {
    for (const [ms, act] of Object.entries(this.#behaviour.at ?? {})) {
      this.#after(Number(ms), () => act(this));
    }
    this.#after(FLUSH_MS, () => this.#flush());
  }

  #flush(): void {
    if (this.isGone) return;
    this.#after(FLUSH_MS, () => this.#flush());
    const frames = this.#pcm.splice(0);
    if (frames.length === 0) return;
    const pcm = new Uint8Array(frames.flatMap((frame) => [...frame]));
    const oldest = this.#seq - frames.length + 1;
    const batch = { oldest, newest: this.#seq, samples: new Int16Array(pcm.buffer) };
    const answers = (this.#behaviour.answer ?? goodAnswer)(batch, this.#flushes++);
    this.#after(this.#behaviour.delayMs ?? 50, () => {
      for (const answer of answers) {
        this.send(typeof answer === "string" ? textFrame(answer) : answer);
      }
    });
  }
}

/** The answer of a correct gateway to a handshake. */
export function goodHandshake(accept: string): string {
  return "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n" +
    `Sec-WebSocket-Accept: ${accept}\r\n\r\n`;
}

function goodAnswer(batch: TestBatch): string[] {
  return [partialOf(batch)];
}
