import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { assertEquals, assertThrows } from "@std/assert";
import { UsageError } from "@stt-bench/program";
import { readCredentials } from "./credentials.ts";

const none = { AUTH_TOKENS: "", TLS_CERT: "", TLS_KEY: "" };

/** Runs `use` with the path of a file that holds `text`. */
function withFile(text: string, use: (file: string) => void): void {
  const folder = mkdtempSync(join(tmpdir(), "credentials-"));
  try {
    const file = join(folder, "file");
    writeFileSync(file, text);
    use(file);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test("readCredentials asks for nothing unless it is told to", () => {
  assertEquals(readCredentials(none), { tokens: undefined, tls: undefined });
});

test("readCredentials takes tokens themselves, or one a line from a file", () => {
  assertEquals(readCredentials({ ...none, AUTH_TOKENS: "a,b" }).tokens?.size, 2);
  withFile("one\ntwo\nthree\n", (file) => {
    assertEquals(readCredentials({ ...none, AUTH_TOKENS: `@${file}` }).tokens?.size, 3);
  });
});

test("readCredentials names every problem at once, and quotes no secret", () => {
  withFile("not/a secret", (file) => {
    const { problems } = assertThrows(
      () => readCredentials({ AUTH_TOKENS: `@${file}`, TLS_CERT: file, TLS_KEY: file }),
      UsageError,
    );
    assertEquals(problems, [
      "Cannot read AUTH_TOKENS: expected tokens of letters, digits and . _ ~ + -, " +
      "got another character in number 1",
      "Cannot read TLS_CERT: expected a certificate in PEM, got something else",
    ]);
  });
});

test("readCredentials says which file it cannot read", () => {
  const missing = join(tmpdir(), "no-such-folder", "file");
  const { problems } = assertThrows(
    () => readCredentials({ AUTH_TOKENS: `@${missing}`, TLS_CERT: missing, TLS_KEY: missing }),
    UsageError,
  );
  const got = `expected a readable file, got ENOENT at ${JSON.stringify(missing)}`;
  assertEquals(problems, [`Cannot read AUTH_TOKENS: ${got}`, `Cannot read TLS_CERT: ${got}`]);
});
