import { join } from "node:path";
import { test } from "node:test";
import { assert, assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { integrityOfBytes } from "../testing/fake_package.ts";
import {
  broken,
  onlyStatus,
  servePackage,
  stalled,
  whole,
  withoutRanges,
} from "../testing/package_server.ts";
import type { Answering } from "../testing/package_server.ts";
import { temporaryFolder } from "../testing/temporary_folder.ts";
import { download } from "./download.ts";

const bytes = crypto.getRandomValues(new Uint8Array(50_000));
const integrity = integrityOfBytes(bytes);
const otherBytes = bytes.map((byte) => byte ^ 1);

interface Case {
  readonly name: string;
  readonly answers: [Answering, ...Answering[]];
  readonly part?: Uint8Array;
  readonly ranges: (string | null)[];
}

const successes: Case[] = [
  { name: "fetches all of a new file", answers: [whole(bytes)], ranges: [null] },
  {
    name: "goes on after an earlier part",
    answers: [whole(bytes)],
    part: bytes.subarray(0, 20_000),
    ranges: ["bytes=20000-"],
  },
  {
    name: "takes a part that is whole already",
    answers: [whole(bytes)],
    part: bytes,
    ranges: ["bytes=50000-"],
  },
  {
    name: "starts anew when the server ignores the range",
    answers: [withoutRanges(bytes)],
    part: otherBytes.subarray(0, 20_000),
    ranges: ["bytes=20000-"],
  },
  {
    name: "starts anew when the part is corrupt",
    answers: [whole(bytes)],
    part: otherBytes.subarray(0, 20_000),
    ranges: ["bytes=20000-", null],
  },
  {
    name: "starts anew when the part is longer than the file",
    answers: [whole(bytes)],
    part: new Uint8Array(60_000),
    ranges: ["bytes=60000-", null],
  },
  {
    name: "goes on after a connection that breaks, and one more",
    answers: [broken(bytes, 10_000), broken(bytes, 10_000), whole(bytes)],
    ranges: [null, "bytes=10000-", "bytes=20000-"],
  },
];

for (const { name, answers, part, ranges } of successes) {
  test(`download ${name}`, async () => {
    using folder = temporaryFolder();
    const file = join(folder.path, "file.part");
    if (part) await Deno.writeFile(file, part);
    await using server = servePackage(...answers);
    await download({ url: server.url, integrity }, file);
    assertEquals(await Deno.readFile(file), bytes);
    assertEquals(server.ranges, ranges);
  });
}

test("download goes on after a server that falls silent", async () => {
  using folder = temporaryFolder();
  const file = join(folder.path, "file.part");
  await using server = servePackage(stalled(bytes, 10_000), whole(bytes));
  await download({ url: server.url, integrity }, file, { stallMs: 100 });
  assertEquals(await Deno.readFile(file), bytes);
});

test("download names the wanted and the found checksum, and keeps nothing", async () => {
  using folder = temporaryFolder();
  const file = join(folder.path, "file.part");
  await using server = servePackage(whole(otherBytes));
  const error = await assertRejects(() => download({ url: server.url, integrity }, file));
  assertEquals(
    error.message,
    `Cannot verify ${server.url}: expected ${integrity}, got ${integrityOfBytes(otherBytes)}`,
  );
  await assertRejects(() => Deno.stat(file), Deno.errors.NotFound);
});

test("download keeps its part when the connection breaks every time", async () => {
  using folder = temporaryFolder();
  const file = join(folder.path, "file.part");
  await using server = servePackage(broken(bytes, 5000));
  await assertRejects(() => download({ url: server.url, integrity }, file), Error, "broke after");
  assertEquals(server.ranges.length, 5);
  assertEquals(await Deno.readFile(file), bytes.subarray(0, 25_000));
});

test("download of a missing file tells the status", async () => {
  using folder = temporaryFolder();
  await using server = servePackage(onlyStatus(404));
  await assertRejects(
    () => download({ url: server.url, integrity }, join(folder.path, "file.part")),
    Error,
    "expected status 200, got 404",
  );
});

test("download from nowhere is one line with a question", async () => {
  using folder = temporaryFolder();
  const server = servePackage(whole(bytes));
  await server[Symbol.asyncDispose]();
  const { message } = await assertRejects(
    () => download({ url: server.url, integrity }, join(folder.path, "file.part")),
  );
  assertStringIncludes(message, "is this machine offline?");
  assert(!message.includes("\n"));
});

test("download ends when it is aborted", async () => {
  using folder = temporaryFolder();
  const abortion = new AbortController();
  await using server = servePackage(stalled(bytes, 10_000));
  const file = join(folder.path, "file.part");
  await assertRejects(
    () =>
      download({ url: server.url, integrity }, file, {
        signal: abortion.signal,
        progress: () => abortion.abort(new Error("stop")),
      }),
    Error,
    "stop",
  );
});
