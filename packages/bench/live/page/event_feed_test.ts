import { test } from "node:test";
import { text } from "node:stream/consumers";
import { assert, assertEquals } from "@std/assert";
import { EventFeed } from "./event_feed.ts";

test("EventFeed greets each reader, and tells all of them the rest", async () => {
  const feed = new EventFeed();
  const first = feed.open((send) => send("hello", 1));
  feed.send("news", { a: "x\ny" });
  const second = feed.open((send) => send("hello", 2));
  feed.send("news", null);
  feed.close();
  assertEquals(
    await text(first),
    'event: hello\ndata: 1\n\nevent: news\ndata: {"a":"x\\ny"}\n\nevent: news\ndata: null\n\n',
  );
  assertEquals(await text(second), "event: hello\ndata: 2\n\nevent: news\ndata: null\n\n");
});

test("EventFeed forgets a reader that leaves", async () => {
  const feed = new EventFeed();
  const reader = feed.open(() => {});
  assertEquals(feed.readers, 1);
  await reader.cancel();
  assertEquals(feed.readers, 0);
  feed.send("news", 1);
});

test("EventFeed ends a reader that doesn't read, so that nothing piles up", async () => {
  const feed = new EventFeed();
  const idle = feed.open(() => {});
  const most = 10_000;
  let sent = 0;
  while (feed.readers > 0 && sent < most) feed.send("news", sent++);
  assert(sent < most);
  const received = (await text(idle)).split("\n\n").length;
  assert(received < most);
});
