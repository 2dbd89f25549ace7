import { ManualClock } from "@stt-bench/core/testing";
import type { TcpEvents } from "@stt-bench/tuned";
import { Reactor } from "../reactor.ts";
import { ReactorTcpSocket } from "../tcp_socket.ts";
import { ScriptedLibc } from "./scripted_libc.ts";

/** A reactor on a scripted libc. */
export interface ReactorSetUp {
  readonly libc: ScriptedLibc;
  readonly clock: ManualClock;
  readonly reactor: Reactor;
  /** Takes one turn. */
  readonly turn: () => Promise<void>;
}

/** A socket on such a reactor. */
export interface SocketSetUp extends ReactorSetUp {
  readonly fd: number;
  readonly socket: ReactorTcpSocket;
  /** What it has told. */
  readonly heard: string[];
  /** What to do with each chunk that it tells of. */
  readonly whenData: (run: () => void) => void;
}

/** A reactor on a scripted libc, whose turns a test takes one by one. */
export function setUpReactor(): ReactorSetUp {
  const libc = new ScriptedLibc();
  const clock = new ManualClock(1000);
  const turns: (() => void)[] = [];
  const reactor = new Reactor({ libc, clock, tickMs: 20, nextTurn: (run) => turns.push(run) });
  const turn = async () => {
    turns.shift()?.();
    await Promise.resolve(); // whoever waits for the end of the turn
  };
  return { libc, clock, reactor, turn };
}

/** A socket on such a reactor, and what it tells. */
export function setUpSocket(fd = 7): SocketSetUp {
  const parts = setUpReactor();
  const heard: string[] = [];
  const socket = new ReactorTcpSocket(fd, parts.reactor);
  let onData: () => void = () => {};
  const events: TcpEvents = {
    onData: (chunk, isLast) => {
      heard.push(`${new TextDecoder().decode(chunk)}${isLast ? "" : " …"}`);
      onData();
    },
    onDrained: () => heard.push("drained"),
    onEnd: () => heard.push("end"),
    onClose: (problem) => heard.push(problem === undefined ? "closed" : `closed: ${problem}`),
  };
  socket.reportTo(events);
  return { ...parts, fd, socket, heard, whenData: (run: () => void) => onData = run };
}
