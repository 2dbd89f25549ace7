import { demand, demandEqual, expectClose, Session } from "@stt-bench/conformance";
import { CloseCode } from "@stt-bench/protocol";
import type { Bed } from "../bed.ts";
import type { ContractCase } from "../contract_case.ts";
import { RecordingModel } from "../fixtures/recording_model.ts";
import type { RecordedRequest } from "../fixtures/recording_model.ts";
import type { GatewayProcess } from "../gateway_process.ts";

type Fields = Readonly<Record<string, string>>;

const TRACE = "0af7651916cd43dd8448eb211c80319c";
const PARENT = "b7ad6b7169203331";
const SAMPLED = `00-${TRACE}-${PARENT}-01`;

/** What W3C Trace Context §3.2 does not allow, or a version that nobody knows. */
const INVALID: Readonly<Record<string, string | Fields>> = {
  "empty": "",
  "in capitals": SAMPLED.toUpperCase(),
  "a trace id of zeros": `00-${"0".repeat(32)}-${PARENT}-01`,
  "a parent id of zeros": `00-${TRACE}-${"0".repeat(16)}-01`,
  "a short trace id": `00-${TRACE.slice(1)}-${PARENT}-01`,
  "a letter that is no digit": `00-${TRACE.slice(1)}g-${PARENT}-01`,
  "without flags": `00-${TRACE}-${PARENT}`,
  "version 00 with more behind it": `${SAMPLED}-00`,
  "version ff": SAMPLED.replace("00-", "ff-"),
  "two in one": `${SAMPLED}, ${SAMPLED}`,
  "two headers": { traceparent: SAMPLED, Traceparent: SAMPLED.replace(PARENT, TRACE.slice(16)) },
  "long": SAMPLED.padEnd(2000, "0"),
};

/** Requests of each session. */
const BATCHES = 3;

/** A client's trace, as the model sees it. */
export const traceCases: readonly ContractCase[] = [
  {
    name: "traceparent",
    claim: "Each request of a session carries the traceparent of its upgrade, and of no other",
    run: (bed) =>
      withRecorder(bed, async (gateway, model) => {
        const traces = ["1", "2", "3"].map((digit) => `00-${digit.repeat(32)}-${PARENT}-0${digit}`);
        const fields = [...traces.map((traceparent) => ({ traceparent })), {}];
        await Promise.all(fields.map((each) => stream(gateway, each, BATCHES)));
        for (const trace of [...traces, null]) {
          const { length } = model.requests.filter((request) => traceOf(request) === trace);
          demandEqual(`Requests with ${trace ?? "no traceparent"}`, length, BATCHES);
        }
      }),
  },
  {
    name: "traceparent-spelling",
    claim:
      "The name of traceparent may be in any letters, and there may be spaces around its value",
    run: (bed) =>
      withRecorder(bed, async (gateway, model) => {
        await stream(gateway, { TraceParent: `  ${SAMPLED} ` });
        demandEqual("traceparent", traceOf(model.requests[0]!), SAMPLED);
      }),
  },
  {
    name: "traceparent-invalid",
    claim: "A traceparent that is none is not passed on, and its client is served all the same",
    run: (bed) =>
      withRecorder(bed, async (gateway, model) => {
        for (const [what, traceparent] of Object.entries(INVALID)) {
          await stream(gateway, typeof traceparent === "string" ? { traceparent } : traceparent);
          const headers = [...model.requests.pop()!.headers];
          const leak = headers.find(([name, value]) =>
            name === "traceparent" || value.toLowerCase().includes(TRACE)
          );
          demand(
            leak === undefined,
            `A traceparent that is ${what}: expected nothing, got ${leak}`,
          );
        }
      }),
  },
];

async function withRecorder(
  bed: Bed,
  use: (gateway: GatewayProcess, model: RecordingModel) => Promise<void>,
): Promise<void> {
  await using model = new RecordingModel(bed.simulatorUrl);
  const gateway = await bed.startGateway({ INFERENCE_URL: model.url });
  await use(gateway, model);
  await gateway.stop();
}

/** Has a session with these fields of its upgrade, of which the model is asked so many times. */
async function stream(
  gateway: GatewayProcess,
  fields: Fields,
  batches = 1,
): Promise<void> {
  const client = await gateway.connect(fields);
  const session = new Session(client, gateway.target.flushIntervalMs);
  client.sendText('{"type":"start"}');
  for (let frames = 1; frames <= batches; frames++) {
    session.sendFrames(1);
    await session.acknowledge(frames);
  }
  client.sendClose(CloseCode.normal);
  await expectClose(client, { code: CloseCode.normal });
}

function traceOf({ headers }: RecordedRequest): string | null {
  return headers.get("traceparent");
}
