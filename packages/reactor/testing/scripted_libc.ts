import type { Libc } from "../libc.ts";

const ERRNO = {
  ENOENT: 2,
  EINTR: 4,
  EAGAIN: 11,
  EEXIST: 17,
  EMFILE: 24,
  EPIPE: 32,
  EADDRINUSE: 98,
  ECONNRESET: 104,
  ECONNREFUSED: 111,
  EINPROGRESS: 115,
} as const;

/** What a call shall come to: a number that it returns, bytes that it receives, or an error. */
export type Outcome = number | string | { readonly error: keyof typeof ERRNO };

type Call = Exclude<keyof Libc, "errno" | "arch">;

/** One event of `epoll_wait`. */
export interface ReadyFile {
  readonly fd: number;
  readonly events: number;
}

const OPERATIONS = ["", "add", "delete", "modify"];

const EAGAIN = { error: "EAGAIN" } as const;

/**
 * A libc whose calls come out as a test says, in turn; what isn't said succeeds: `recv` and `accept4`
 * have nothing, `send` takes everything.
 */
export class ScriptedLibc implements Libc {
  readonly arch: "x64" | "arm64";
  /** Every call but `epoll_wait`, as text. */
  readonly calls: string[] = [];
  /** What was sent, as text, by file. */
  readonly sent = new Map<number, string>();
  readonly #outcomes = new Map<Call, Outcome[]>();
  /** What `epoll` was told of each file: the words of its event. */
  readonly #armed = new Map<number, { events: number; words: readonly number[] }>();
  readonly #ready: ReadyFile[] = [];
  #errno = 0;
  #nextFd = 3;

  constructor(arch: "x64" | "arm64" = "x64") {
    this.arch = arch;
  }

  /** The next `call`s come out as `outcomes`. */
  next(call: Call, ...outcomes: Outcome[]): void {
    this.#outcomes.set(call, [...this.#outcomes.get(call) ?? [], ...outcomes]);
  }

  /** The next `epoll_wait` has `events` of `fd`, if it is armed. */
  ready(fd: number, events: number): void {
    this.#ready.push({ fd, events });
  }

  /** The events that `fd` is armed for; 0 for none. */
  armedFor(fd: number): number {
    return (this.#armed.get(fd)?.events ?? 0) & ~0x40000000;
  }

  errno(): number {
    return this.#errno;
  }

  socket(): number {
    return this.#call("socket", "", () => this.#nextFd++);
  }

  bind(fd: number): number {
    return this.#call("bind", fd);
  }

  listen(fd: number): number {
    return this.#call("listen", fd);
  }

  accept4(fd: number, address: Uint8Array): number {
    return this.#call("accept4", fd, (outcome = EAGAIN) => {
      address.set([2, 0, 0x12, 0x67, 192, 0, 2, 1]);
      return outcome;
    });
  }

  connect(fd: number): number {
    return this.#call("connect", fd);
  }

  getsockname(fd: number, address: Uint8Array): number {
    address.set([2, 0, 0x0b, 0xb8, 127, 0, 0, 1]);
    return this.#call("getsockname", fd);
  }

  setsockopt(fd: number, level: number, option: number): number {
    return this.#call("setsockopt", `${fd} ${level} ${option}`);
  }

  getsockopt(fd: number, _level: number, _option: number, value: Uint8Array): number {
    return this.#call("getsockopt", fd, (outcome = 0) => {
      new DataView(value.buffer).setInt32(0, Number(outcome), true);
      return 0;
    });
  }

  recv(fd: number, memory: Uint8Array, length: number): number {
    return this.#call("recv", fd, (outcome = EAGAIN) => {
      if (typeof outcome !== "string") return outcome;
      const bytes = new TextEncoder().encode(outcome);
      if (bytes.byteLength > length) throw new RangeError("expected to fit, got more");
      memory.set(bytes);
      return bytes.byteLength;
    });
  }

  send(fd: number, memory: Uint8Array, length: number): number {
    return this.#call("send", fd, (outcome = length) => {
      if (typeof outcome !== "number") return outcome;
      const text = new TextDecoder().decode(memory.subarray(0, outcome));
      this.sent.set(fd, (this.sent.get(fd) ?? "") + text);
      return outcome;
    });
  }

  shutdown(fd: number): number {
    return this.#call("shutdown", fd);
  }

  close(fd: number): number {
    this.#armed.delete(fd);
    return this.#call("close", fd);
  }

  epoll_create1(): number {
    return this.#call("epoll_create1", "", () => 1000);
  }

  epoll_ctl(_epoll: number, operation: number, fd: number, event: Uint8Array): number {
    const words = [...new Uint32Array(event.buffer, 0, this.#eventWords)];
    // As epoll_ctl(2) has it: a file is added once, before anything else.
    const isKnown = this.#armed.has(fd);
    if (isKnown === (operation === 1)) {
      this.next("epoll_ctl", { error: isKnown ? "EEXIST" : "ENOENT" });
    }
    if (operation === 2) this.#armed.delete(fd);
    else this.#armed.set(fd, { events: words[0]!, words });
    return this.#call("epoll_ctl", `${OPERATIONS[operation]} ${fd}`);
  }

  epoll_wait(_epoll: number, memory: Uint8Array): number {
    const words = new Uint32Array(memory.buffer);
    let count = 0;
    for (const { fd, events } of this.#ready.splice(0)) {
      const armed = this.#armed.get(fd);
      if (armed === undefined) continue;
      words.set([events, ...armed.words.slice(1)], count++ * this.#eventWords);
    }
    return count;
  }

  get #eventWords(): number {
    return this.arch === "x64" ? 3 : 4;
  }

  #call(
    name: Call,
    what: number | string,
    run: (outcome?: Outcome) => Outcome = (outcome = 0) => outcome,
  ): number {
    this.calls.push(`${name} ${what}`.trim());
    const outcome = this.#outcomes.get(name)?.shift();
    const result = typeof outcome === "object" ? outcome : run(outcome);
    if (typeof result === "object") {
      this.#errno = ERRNO[result.error];
      return -1;
    }
    return Number(result);
  }
}
