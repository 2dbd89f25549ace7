import { test } from "node:test";
import { assertEquals, assertThrows } from "@std/assert";
import { UsageError } from "@stt-bench/program";
import { parseCommandLine } from "./command_line.ts";
import { contractVariants } from "./contract_variants.ts";

test("parseCommandLine gives the defaults", () => {
  assertEquals(parseCommandLine([]), {
    variants: contractVariants.map(({ name }) => name),
    list: false,
    json: false,
    write: false,
    check: false,
  });
});

test("parseCommandLine takes names separated by commas, and gives variants in their order", () => {
  const args = ["--variants", "bun, deno", "--only", "drain,upgrade", "--only", "stall"];
  const parsed = parseCommandLine(args);
  assertEquals(parsed.variants, ["deno", "bun"]);
  assertEquals([...parsed.only ?? []], ["drain", "upgrade", "stall"]);
});

for (
  const [args, problem] of [
    [
      ["--variants", "perl"],
      'Cannot parse --variants: expected names that --help has, got "perl"',
    ],
    [
      ["--only", "drain,x"],
      'Cannot parse --only: expected names that --list has, got "x"',
    ],
    [["--write", "--check"], "expected --write or --check, got both"],
    [["--write", "--only", "drain"], "expected --write of everything, got a selection"],
    [["--check", "--variants", "bun"], "expected --check of everything, got a selection"],
    [["--wrong"], "unknown option '--wrong'"],
  ] as const
) {
  test(`parseCommandLine refuses "${args.join(" ")}"`, () => {
    assertThrows(() => parseCommandLine(args), UsageError, problem);
  });
}
