import { test } from "node:test";
import { assert, assertEquals } from "@std/assert";
import { gunzipSync, strFromU8 } from "fflate";
import { gzipScript, html, jsonScript } from "./html.ts";

test("html escapes texts, in content and in attributes", () => {
  const name = `<b> & "c"`;
  assertEquals(
    String(html`<p title="${name}">${name}</p>`),
    `<p title="&lt;b&gt; &amp; &quot;c&quot;">&lt;b&gt; &amp; &quot;c&quot;</p>`,
  );
});

test("html takes HTML as it is, and lists one after the other", () => {
  const items = ["a", "<"].map((text) => html`<li>${text}</li>`);
  assertEquals(String(html`<ul>${items}</ul>`), "<ul><li>a</li><li>&lt;</li></ul>");
});

test("html writes numbers, and nothing for what isn't there", () => {
  assertEquals(String(html`${1.5}${undefined}${[]}`), "1.5");
});

test("jsonScript carries anything, and nothing in it ends the element", () => {
  const value = { text: "</script><script>alert(1)</script><!--" };
  const text = String(jsonScript("data", value));
  const [, json] = /^<script type="application\/json" id="data">(.*)<\/script>$/.exec(text)!;
  assertEquals(json!.includes("<"), false);
  assertEquals(JSON.parse(json!), value);
});

test("gzipScript carries anything, packed", () => {
  const value = { text: "</script> – ü".repeat(100) };
  const text = String(gzipScript("data", value));
  const base64 = />([\w+/=]*)</.exec(text)![1]!;
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  assertEquals(JSON.parse(strFromU8(gunzipSync(bytes))), value);
  assert(text.length < 300, text);
});
