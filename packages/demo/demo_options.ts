import { variants } from "@stt-bench/bench";
import { createCommand, flag, integer, oneOf, url, UsageError } from "@stt-bench/program";

/** What a demo shall be. */
export interface DemoOptions {
  /** Name of our gateway's variant. */
  readonly variant: string;
  /** Port of the page; 0 takes a free one. */
  readonly port: number;
  /** Somebody's own gateway in place of ours, as `ws://…`. */
  readonly gateway: string | undefined;
  /** An inference service in place of the simulator. */
  readonly inferenceUrl: string | undefined;
  readonly token: string | undefined;
  /** Open a browser. */
  readonly open: boolean;
  /** Print where it is as a line of JSON. */
  readonly json: boolean;
}

/** What a subprotocol may consist of: RFC 6455 §4.1, RFC 9110 §5.6.2. */
const TOKEN = /^[\w!#$%&'*+.^`|~-]+$/;

const names = variants.map(({ name }) => name);

/**
 * Reads the arguments of `demo`.
 *
 * @throws {UsageError} that says which flag is wrong.
 */
export function parseDemoOptions(args: readonly string[]): DemoOptions {
  const command = createCommand(
    "demo",
    "Opens a page that streams speech to a gateway and shows what comes back.",
  )
    .option(
      "--variant <name>",
      `our gateway: ${names.join(", ")} (deno)`,
      flag("--variant", oneOf(names)),
    )
    .option(
      "--port <n>",
      "port of the page; 0 takes a free one (3100)",
      flag("--port", integer(0, 65_535)),
    )
    .option(
      "--gateway <url>",
      "a gateway of your own in place of ours, as ws://…",
      flag("--gateway", url(["ws:", "wss:"])),
    )
    .option(
      "--inference-url <url>",
      "an inference service of your own in place of the simulator",
      flag("--inference-url", url(["http:"])),
    )
    .option("--token <token>", "a token that the gateway asks for")
    .option("--open", "open the page in a browser", false)
    .option("--json", "print where everything is as a line of JSON", false)
    .addHelpText(
      "after",
      "\nOur gateway takes its variables from the environment, as `deno task gateway:deno --help` lists" +
        "\nthem: MAX_SESSIONS=1 deno task demo. It comes back when it is killed. A gateway of your own" +
        "\nmust allow the page's origin, http://127.0.0.1:3100. Ctrl-C ends everything.",
    );
  const given = command.parse([...args], { from: "user" }).opts();
  return check({
    variant: "deno",
    port: 3100,
    gateway: undefined,
    inferenceUrl: undefined,
    token: undefined,
    ...given,
  } as DemoOptions, given);
}

/** A gateway of one's own has a variant and an inference service already. */
function check(options: DemoOptions, given: Readonly<Record<string, unknown>>): DemoOptions {
  const { gateway, token } = options;
  const problems = [["variant", "--variant"], ["inferenceUrl", "--inference-url"]]
    .filter(([name = ""]) => gateway !== undefined && given[name] !== undefined)
    .map(([, flag]) => `Cannot use ${flag} with --gateway: expected one of them`);
  if (token !== undefined && !TOKEN.test(token)) {
    const expected = "letters, digits and !#$%&'*+-.^_`|~, which a page can send as a subprotocol";
    problems.push(`Cannot use --token: expected ${expected}`);
  }
  if (problems.length > 0) throw new UsageError(problems);
  return options;
}
