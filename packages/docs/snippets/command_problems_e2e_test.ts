import { test } from "node:test";
import { assertEquals, assertMatch } from "@std/assert";
import { commandProblems } from "./command_problems.ts";
import { readCommands } from "./read_commands.ts";

const reference = {
  flags: new Map([["bench", new Set(["--sessions", "--rounds"])], ["plan", new Set(["--tls"])]]),
  variables: new Set(["PORT"]),
};

const commands: [command: string, problem?: RegExp][] = [
  ["PORT=1 deno task plan --tls"],
  ["npx -y deno@1.2.3 task plan --help"],
  ["deno task bench --sessions <n>"],
  ["TOKEN=x node packages/examples/fastify/main.ts"],
  [
    "TKOEN=x node packages/examples/fastify/main.ts",
    /^expected a variable of the configuration, got TKOEN$/,
  ],
  [
    "TOKE=x node packages/examples/fastify/main.ts",
    /^expected a variable of the configuration, got TOKE$/,
  ],
  ["deno task plan --tsl", /^expected a flag of plan, got --tsl$/],
  ["deno task paln", /^expected a task of deno\.json, got paln$/],
  ["deno task bench --sessions many", /^Cannot parse --sessions: expected an integer/],
  ["npx -y deno@1.2.4 task plan", /^expected deno@1\.2\.3, got deno@1\.2\.4$/],
  ["npx deno@1.2.4 task plan", /^expected deno@1\.2\.3, got deno@1\.2\.4$/],
  ["PROT=1 deno task plan", /^expected a variable of the configuration, got PROT$/],
  ["node packages/nowhere.ts", /^expected a file of ours, got packages\/nowhere\.ts$/],
  ["wscat -c x", /^expected a program that readers have, got wscat$/],
];

for (const [command, problem] of commands) {
  test(`commandProblems ${problem ? "refuses" : "takes"} ${command}`, () => {
    const [parsed] = readCommands(`\`\`\`sh\n${command}\n\`\`\``);
    const problems = commandProblems(parsed!, reference, "1.2.3");
    if (problem === undefined) assertEquals(problems, []);
    else assertMatch(problems.join("\n"), problem);
  });
}
