/** What `/ready` of a gateway says; the fields stand so in `/ready.json`. */
export interface Readiness {
  /** The HTTP status; null when there was no answer. */
  readonly status: number | null;
  /** The first line of its answer, or why there was none. */
  readonly text: string;
}

/** What is shown of an answer, in characters: somebody else's may be anything. */
const MAX_LENGTH = 200;

/**
 * Asks the gateway whether it takes sessions. A page can't: it isn't told the answers of another
 * origin, and of a WebSocket that was refused not even the status.
 *
 * @param gatewayUrl the one for WebSockets; `/ready` is asked for at the same place
 * @param patienceMs time for an answer
 */
export async function askReadiness(gatewayUrl: string, patienceMs = 2000): Promise<Readiness> {
  try {
    const response = await fetch(readyUrl(gatewayUrl), {
      signal: AbortSignal.timeout(patienceMs),
      redirect: "manual",
    });
    return { status: response.status, text: await firstLine(response) };
  } catch (error) {
    return { status: null, text: describe(error, patienceMs) };
  }
}

/** `http://host/ready` for `ws://host/ws/stt`, with TLS where that has it. */
export function readyUrl(gatewayUrl: string): string {
  const url = new URL("/ready", gatewayUrl);
  url.protocol = url.protocol === "wss:" ? "https:" : "http:";
  return url.href;
}

/** What is shown of an answer: no more of it is read, as it may have no end. */
async function firstLine({ body }: Response): Promise<string> {
  let text = "";
  const decoder = new TextDecoder();
  for await (const bytes of body ?? []) {
    text = (text + decoder.decode(bytes, { stream: true })).trimStart();
    if (text.length >= MAX_LENGTH || text.includes("\n")) break;
  }
  const [line = ""] = text.trimEnd().split("\n");
  return line.slice(0, MAX_LENGTH);
}

/** The cause tells more, where there is one, and of a chain of them (Deno's) the last. */
function describe(error: unknown, patienceMs: number): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === "TimeoutError") return `no answer within ${patienceMs} ms`;
  const { message } = error.cause instanceof Error ? error.cause : error;
  return message.split(": ").at(-1) ?? message;
}
