import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { read } from "@stt-bench/program";
import { cpuLimit, memoryLimit } from "./limit_values.ts";

test("cpuLimit and memoryLimit read what a group can be limited to", () => {
  assertEquals(read("--cpu-limit", cpuLimit(), "0.25"), { ok: true, value: 0.25 });
  assertEquals(read("--memory-limit", memoryLimit(), "2GiB"), { ok: true, value: 2 ** 31 });
});

test("cpuLimit and memoryLimit say what they expect", () => {
  assertEquals(read("--cpu-limit", cpuLimit(), "0"), {
    ok: false,
    problem: 'Cannot parse --cpu-limit: expected a number in 0.01–1024, got "0"',
  });
  assertEquals(read("--memory-limit", memoryLimit(), "2"), {
    ok: false,
    problem: "Cannot parse --memory-limit: expected a size in bytes such as 1048576, 512MiB or " +
      '1.5GB, at least 16777216, got "2"',
  });
});
