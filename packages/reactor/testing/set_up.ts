import { ManualClock } from "@stt-bench/core/testing";
import type { TcpEvents } from "@stt-bench/tuned";
import { Reactor } from "../reactor.ts";
import { ReactorTcpSocket } from "../tcp_socket.ts";
import { ScriptedLibc } from "./scripted_libc.ts";

/** A reactor on a scripted libc, whose turns a test takes one by one. */
export function setUpReactor(arch: "x64" | "arm64" = "x64") {
  const libc = new ScriptedLibc(arch);
  const clock = new ManualClock(1000);
  const turns: (() => void)[] = [];
  const reactor = new Reactor({ libc, clock, tickMs: 20, nextTurn: (run) => turns.push(run) });
  const turn = async () => {
    turns.shift()?.();
    await Promise.resolve(); // whoever waits for the end of the turn
  };
  return { libc, clock, reactor, turn, turns };
}

/** A socket on such a reactor, and what it tells. */
export function setUpSocket(fd = 7) {
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
