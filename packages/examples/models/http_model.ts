import { inferenceFailure } from "@stt-bench/core";
import type { InferenceFailure, Transcribe } from "@stt-bench/core";
import { errorKindOfStatus } from "@stt-bench/protocol";
import { wavFile } from "./wav_file.ts";

/** A longer answer is none of a speech model: it is not read. */
const MAX_ANSWER_BYTES = 1024 * 1024;

/** How an HTTP service wants its audio, and where its JSON has the words. */
export interface HttpModelOptions {
  readonly url: string;
  /** `form`: multipart with a WAV file, as OpenAI has it; `wav`: the file itself; `pcm`: s16le samples. */
  readonly body: "form" | "wav" | "pcm";
  /** The form's other fields, e.g. `{ model: "whisper-1" }`. */
  readonly fields?: Readonly<Record<string, string>>;
  /** Headers besides, e.g. `authorization`. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Path of the words in the answer, e.g. `results.0.transcript`; `text` unless given. */
  readonly textPath?: string;
}

/** A model behind any HTTP endpoint that takes audio and answers JSON, for `transcriptInference`. */
export function httpModel(options: HttpModelOptions): Transcribe {
  const { url, textPath = "text" } = options;
  return async (samples, signal) => {
    const { body, headers } = requestOf(options, samples);
    try {
      const response = await fetch(url, { method: "POST", body, headers, signal });
      const { status } = response;
      if (!response.ok) {
        await response.body?.cancel();
        return inferenceFailure(errorKindOfStatus(status), `expected 200, got ${status}`, status);
      }
      return wordsOf(await readText(response), textPath, status);
    } catch (error) {
      return inferenceFailure("connection_reset", `expected an answer, got ${error}`);
    }
  };
}

function requestOf(options: HttpModelOptions, samples: Int16Array<ArrayBuffer>) {
  const { body, fields = {}, headers = {} } = options;
  const headersOf = (type: string) => ({ "content-type": type, ...headers });
  if (body === "pcm") return { body: samples, headers: headersOf("application/octet-stream") };
  if (body === "wav") return { body: wavFile(samples), headers: headersOf("audio/wav") };
  const form = new FormData();
  form.set("file", wavFile(samples), "audio.wav");
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  return { body: form, headers };
}

async function readText(response: Response): Promise<string | undefined> {
  let text = "";
  const decoder = new TextDecoder();
  for await (const bytes of response.body ?? []) {
    text += decoder.decode(bytes, { stream: true });
    if (text.length > MAX_ANSWER_BYTES) return undefined;
  }
  return text + decoder.decode();
}

function wordsOf(text: string | undefined, path: string, status: number): string | InferenceFailure {
  const words = text && path.split(".").reduce(member, parseJson(text));
  if (typeof words === "string") return words.trim();
  const got = text === undefined ? `more than ${MAX_ANSWER_BYTES} bytes` : text.slice(0, 200);
  return inferenceFailure("parse_error", `expected JSON with a text at ${path}, got ${got}`, status);
}

function member(value: unknown, name: string): unknown {
  return Object(value)[name];
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
