import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { cpuTicks, parseCpuList } from "./cpu_ticks.ts";

const stat = `cpu  999 9 9 9 9 9 9 99 0 0
cpu0 10 1 5 80 2 0 1 1 4 0
cpu1 20 0 5 60 0 0 5 10 0 0
cpu10 1 1 1 1 1 1 1 1 1 1
intr 5 1 2
ctxt 7
`;
const status = (list: string) =>
  `Name:\tbun\nCpus_allowed:\t3\nCpus_allowed_list:\t${list}\nMems:\t1\n`;

const rows: [what: string, stat: string, status: string, ticks: [number, number] | undefined][] = [
  ["one CPU", stat, status("0"), [100, 1]],
  ["two CPUs", stat, status("0-1"), [200, 11]],
  ["CPUs apart", stat, status("1,10"), [108, 11]],
  ["a kernel that knows no steal", "cpu0 10 1 5 80\n", status("0"), [96, 0]],
  ["a CPU that is off", stat, status("7"), undefined],
  ["no /proc", "", "", undefined],
  ["no list of CPUs", stat, "Name:\tbun\n", undefined],
];

for (const [what, stat, status, ticks] of rows) {
  test(`cpuTicks of ${what} are ${ticks}`, () => {
    const expected = ticks === undefined ? undefined : { all: ticks[0], stolen: ticks[1] };
    assertEquals(cpuTicks(stat, status), expected);
  });
}

const lists: [list: string, cpus: number[]][] = [
  ["0", [0]],
  ["0-3", [0, 1, 2, 3]],
  ["0-1,4,8-9", [0, 1, 4, 8, 9]],
];

for (const [list, cpus] of lists) {
  test(`parseCpuList of ${list} is ${cpus}`, () => assertEquals(parseCpuList(list), cpus));
}
