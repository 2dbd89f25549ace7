import { test } from "node:test";
import { assertEquals, assertThrows } from "@std/assert";
import { openLibc } from "./open_libc.ts";

const linux = { platform: "linux", arch: "x64" };

test("openLibc reads errno from its place in memory", () => {
  const memory = new Int32Array(1);
  const libc = openLibc(linux, () => ({
    functions: { __errno_location: () => "there" },
    memoryAt: (pointer) => pointer === "there" ? memory.buffer : new ArrayBuffer(4),
  }));
  memory[0] = 11;
  assertEquals([libc.errno(), libc.arch], [11, "x64"]);
});

for (const host of [{ platform: "darwin", arch: "arm64" }, { platform: "linux", arch: "s390x" }]) {
  test(`openLibc refuses ${host.platform} on ${host.arch}`, () => {
    const open = () =>
      openLibc(host, () => ({ functions: {}, memoryAt: () => new ArrayBuffer(4) }));
    assertThrows(open, Error, `expected Linux with glibc, on x64 or arm64, got ${host.platform}`);
  });
}

test("openLibc says why a library cannot be opened", () => {
  const open = () =>
    openLibc(linux, () => {
      throw new Error("no such file");
    });
  assertThrows(open, Error, "got libc.so.6 cannot be opened: no such file");
});
