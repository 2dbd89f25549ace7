import { inferenceFailure } from "@stt-bench/core";
import type { Transcribe } from "@stt-bench/core";
import { errorKindOfStatus } from "@stt-bench/protocol";
import { readWords } from "./read_words.ts";
import { wavFile } from "./wav_file.ts";

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
      return await readWords(response, textPath);
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
