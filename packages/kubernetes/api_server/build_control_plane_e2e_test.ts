import { chmod, readdir, writeFile } from "node:fs/promises";
import { delimiter, join } from "node:path";
import process from "node:process";
import { test } from "node:test";
import { assertEquals, assertRejects } from "@std/assert";
import { inFolder } from "@stt-bench/program/testing";
import { buildControlPlane } from "./build_control_plane.ts";

test("Ctrl-C ends the build of the control plane, which leaves nothing behind", () =>
  inFolder(async (folder) => {
    const path = process.env["PATH"];
    await writeFile(join(folder, "go"), "#!/bin/sh\nexec sleep 600\n");
    await chmod(join(folder, "go"), 0o755);
    process.env["PATH"] = folder + delimiter + path;
    try {
      const interruption = new AbortController();
      // It is said just before the build begins.
      const say = () => void setTimeout(() => interruption.abort(new Error("interrupted")));
      const build = buildControlPlane(folder, { signal: interruption.signal, say });
      await assertRejects(() => build, Error, "interrupted");
      assertEquals(await readdir(folder), ["go"]);
    } finally {
      process.env["PATH"] = path;
    }
  }));
