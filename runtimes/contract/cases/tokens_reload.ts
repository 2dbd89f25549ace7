import { rm } from "node:fs/promises";
import { demand, demandEqual, upgradeFields } from "@stt-bench/conformance";
import type { Fields } from "@stt-bench/conformance";
import type { Bed } from "../bed.ts";
import type { ContractCase } from "../contract_case.ts";
import { TemporaryFolder } from "../fixtures/temporary_folder.ts";
import type { GatewayProcess } from "../gateway_process.ts";
import { skipUnlessLinux } from "../skip_unless_linux.ts";
import { until } from "../until.ts";

/** So many that one of two workers gets none of them by chance only once in 2³¹ runs. */
const REQUESTS = 32;

/** What a gateway says when it has read its tokens again, and when it could not. */
const RELOADS = '"message":"gateway reloads"';
const KEEPS = '"message":"gateway keeps its tokens"';

/** What the file of tokens may become, and what the log says of it; undefined: it is gone. */
const badFiles: readonly (readonly [text: string | undefined, problem: string])[] = [
  ["", "expected at least one token, got none"],
  ["fine\nnot fine\n", "got another character in number 2"],
  [undefined, "expected a readable file, got ENOENT"],
];

/** Tokens in a file that changes. */
export const tokensReloadCases: readonly ContractCase[] = [
  {
    name: "tokens-reload",
    claim: "At SIGHUP the tokens are read again: old ones are refused, new ones taken, sessions " +
      "stay; a file that is bad or gone changes nothing, and the log says so",
    run: (bed) => expectReload(bed, 1),
  },
  {
    name: "workers-tokens-reload",
    claim: "At SIGHUP each of several workers reads the tokens again, or keeps those it has",
    skip: skipUnlessLinux,
    run: (bed) => expectReload(bed, 2),
  },
];

async function expectReload(bed: Bed, WORKERS: number): Promise<void> {
  await using folder = await TemporaryFolder.make();
  const file = await folder.write("tokens", "first\nsecond\n");
  const gateway = await bed.startGateway({ AUTH_TOKENS: `@${file}`, WORKERS });
  const sessions = await many(() => gateway.start(bearer("second")));
  await folder.write("tokens", "second\nthird\n");
  await expectTokens(gateway, ["first", "second"], ["third"]);
  await reload(gateway, RELOADS, WORKERS);
  await expectTokens(gateway, ["second", "third"], ["first"]);
  await folder.write("tokens", "third\n");
  await reload(gateway, RELOADS, WORKERS);
  for (const [text, problem] of badFiles) {
    if (text === undefined) await rm(file);
    else await folder.write("tokens", text);
    for (const line of await reload(gateway, KEEPS, WORKERS)) {
      const expected = `"problem":"Cannot read AUTH_TOKENS: `;
      demand(line.includes(expected), `Log: expected ${expected}, got ${line}`);
      demand(line.includes(problem), `Log: expected ${problem}, got ${line}`);
    }
    await expectTokens(gateway, ["third"], ["first", "second", "fine"]);
  }
  await folder.write("tokens", "fourth\n");
  await reload(gateway, RELOADS, WORKERS);
  await expectTokens(gateway, ["fourth"], ["third"]);
  for (const session of sessions) session.sendFrames(1);
  await Promise.all(sessions.map((session) => session.acknowledge(1)));
}

/** Sends SIGHUP and waits until every worker has said `message` once more; returns those lines. */
async function reload(
  gateway: GatewayProcess,
  message: string,
  workers: number,
): Promise<readonly string[]> {
  const said = () => gateway.log.lines.filter((line) => line.includes(message));
  const before = said().length;
  gateway.child.kill("SIGHUP");
  await until(() => said().length >= before + workers, `${message} in the log`);
  return said().slice(before);
}

async function expectTokens(
  gateway: GatewayProcess,
  taken: readonly string[],
  refused: readonly string[],
): Promise<void> {
  for (const token of taken) {
    for (const client of await many(() => gateway.connect(bearer(token)))) client.reset();
  }
  for (const token of refused) {
    const fields = { ...upgradeFields(), ...bearer(token) };
    const answers = await many(() => gateway.request({ fields }));
    for (const { status } of answers) demandEqual(`Status with ${token}`, status, 401);
  }
}

function bearer(token: string): Fields {
  return { Authorization: `Bearer ${token}` };
}

async function many<T>(make: () => Promise<T>): Promise<T[]> {
  return await Promise.all(Array.from({ length: REQUESTS }, make));
}
