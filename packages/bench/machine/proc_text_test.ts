import { test } from "node:test";
import { assertEquals, assertThrows } from "@std/assert";
import { parseAllowedCpus, parseSchedstat, parseStat, parseStatus } from "./proc_text.ts";

const stat = (name: string) =>
  `4003 (${name}) S 3979 4003 4003 0 -1 4194560 5012 406059 0 117 123 45 632 139 20 0 1 0 108150 5263360 974`;

test("parseStat adds up ticks of 10 ms, own and children's, whatever the program is called", () => {
  const times = { userUs: 7_550_000, systemUs: 1_840_000, isZombie: false };
  for (const name of ["bash", "Web Content", "a) b (c", ")"]) {
    assertEquals(parseStat(stat(name)), times, name);
  }
});

test("parseStat knows a process that has ended", () => {
  assertEquals(parseStat(stat("bash").replace(") S", ") Z")).isZombie, true);
});

test("parseStat refuses a text that is cut off", () => {
  assertThrows(() => parseStat("4003 (bash) S 3979"), Error, "expected a number");
});

test("parseSchedstat reads nanoseconds", () => {
  assertEquals(parseSchedstat("39829980 20441337 141\n"), 39_829_980);
  assertThrows(() => parseSchedstat("x"), Error, 'got "x"');
});

const status = `Name:\tbun
VmPeak:\t    3060 kB
VmHWM:\t    1744 kB
VmRSS:\t    1500 kB
Cpus_allowed:\t3
Cpus_allowed_list:\tLIST
`;

test("parseStatus reads memory in bytes", () => {
  assertEquals(parseStatus(status), { rssBytes: 1500 * 1024, maxRssBytes: 1744 * 1024 });
  assertThrows(() => parseStatus("Name:\tkthread\n"), Error, "/proc/*/status");
});

test("parseAllowedCpus reads single CPUs and ranges", () => {
  const table: [string, number[]][] = [["0", [0]], ["0-1", [0, 1]], ["0-2,5,8-9", [
    0,
    1,
    2,
    5,
    8,
    9,
  ]]];
  for (const [list, cpus] of table) {
    assertEquals(parseAllowedCpus(status.replace("LIST", list)), cpus, list);
  }
  assertEquals(parseAllowedCpus(""), []);
});
