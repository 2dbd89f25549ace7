import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { parsePs, processTree } from "./ps_text.ts";

const output = `    1     0  12345   0:10.50   1:02.75
  501     1   2000   0:00.01   0:00.03
  502   501   1000 1:02:03.00 1:02:04.00
  503   502    500   1-00:00:00 1-00:00:01
  600     1    100   0:00.00   0:00.00
`;

test("parsePs reads memory in bytes, and splits user from system time", () => {
  const rows = parsePs(output);
  assertEquals(rows[0], {
    pid: 1,
    parentPid: 0,
    rssBytes: 12345 * 1024,
    userUs: 10_500_000,
    systemUs: 52_250_000,
  });
  assertEquals(rows[2]!.userUs, 3_723_000_000);
  assertEquals(rows[3]!.userUs, 86_400_000_000);
});

test("processTree has a process and all below it", () => {
  const pids = (root: number) => processTree(parsePs(output), root).map(({ pid }) => pid);
  assertEquals(pids(501), [501, 502, 503]);
  assertEquals(pids(600), [600]);
  assertEquals(pids(999), []);
});
