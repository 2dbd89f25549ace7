import { test } from "node:test";
import { assertEquals, assertStringIncludes } from "@std/assert";
import { KubectlError } from "./kubectl_error.ts";
import type { KubectlProblem } from "./kubectl_error.ts";
import type { KubectlExit } from "./kubectl_runner.ts";

const said: [stderr: string, problem: KubectlProblem][] = [
  ['error: context "lab" does not exist', "context"],
  ["error: current-context is not set", "context"],
  ["error: You must be logged in to the server (Unauthorized)", "unauthorized"],
  [
    'Error from server (Forbidden): jobs.batch is forbidden: User "u" cannot create resource',
    "forbidden",
  ],
  ['Error from server (NotFound): jobs.batch "x" not found', "not-found"],
  ['Error from server (AlreadyExists): jobs.batch "x" already exists', "conflict"],
  ["error: Expected replicas to be 0, was 1", "conflict"],
  ["Unable to connect to the server: dial tcp 10.0.0.1:6443: i/o timeout", "unreachable"],
  ["The connection to the server 127.0.0.1:6443 was refused - connection refused", "unreachable"],
  ["Error from server (ServiceUnavailable): the server is currently unable", "unreachable"],
  ["error: unknown flag: --x", "other"],
  ["", "other"],
];

function errorOf(exit: Partial<KubectlExit>): KubectlError {
  return new KubectlError("kubectl get jobs", { code: 1, stdout: "", stderr: "", ...exit });
}

for (const [stderr, problem] of said) {
  test(`KubectlError takes ${JSON.stringify(stderr)} for ${problem}`, () => {
    const error = errorOf({ stderr });
    assertEquals([error.problem, error.isTransient], [problem, problem === "unreachable"]);
  });
}

test("KubectlError says of a program that isn't there how to get it", () => {
  const error = errorOf({ failure: "missing", code: null });
  assertEquals(
    error.message,
    "Cannot run kubectl get jobs: there is no such program (install kubectl, or name it with --kubectl)",
  );
});

test("KubectlError takes a call that lasts too long for a server that doesn't answer", () => {
  assertEquals(errorOf({ failure: "timeout", code: null }).isTransient, true);
});

test("KubectlError shows the end of what kubectl said, not all of it", () => {
  const { message } = errorOf({ stderr: `${"W0101 warning\n".repeat(50)}error: the reason\n` });
  assertStringIncludes(message, "error: the reason");
  assertEquals(message.match(/warning/g)?.length, 2);
});
