// @ts-check

/** @type {Readonly<Record<string, [title: string, text: string]>>} */
const problems = {
  NotAllowedError: [
    "The microphone is blocked.",
    "Allow it for this page, beside the address, and press Microphone again; or take a file or the tone.",
  ],
  NotFoundError: [
    "There is no microphone.",
    "Plug one in and press Microphone again; or take a file or the tone.",
  ],
  NotReadableError: [
    "The microphone doesn't give any sound.",
    "Perhaps another program holds it. Press Microphone again when it is free.",
  ],
  EncodingError: [
    "The browser can't read this file.",
    "It takes WAV, and mostly MP3, Ogg and FLAC.",
  ],
};

/**
 * Why nothing can be streamed, for people.
 *
 * @param {unknown} error
 * @returns {{ title: string, text: string }}
 */
export function audioProblem(error) {
  const name = error instanceof Error ? error.name : "";
  const [title, text] = problems[name] ?? ["This can't be streamed.", String(error)];
  return { title, text };
}

/**
 * What this page needs and the browser lacks; empty when it has everything.
 *
 * @returns {string[]}
 */
export function missingFeatures() {
  const has = {
    WebSocket: "WebSocket" in globalThis,
    AudioWorklet: "AudioWorkletNode" in globalThis,
    // Not there, too, on a page that came over http:// from another machine.
    getUserMedia: navigator.mediaDevices !== undefined,
  };
  return Object.entries(has).flatMap(([name, isThere]) => isThere ? [] : [name]);
}
