// @ts-check

/**
 * Where audio comes from, as a node that can be connected.
 *
 * @typedef {object} AudioSource
 * @property {AudioNode} node
 * @property {() => void} start
 * @property {() => void} stop
 * @property {(run: () => void) => void} onEnded called when it has come to its end by itself
 */

/**
 * Asks for the microphone; rejects with a `DOMException` when there is none, or it is denied.
 *
 * @param {AudioContext} context
 * @returns {Promise<AudioSource>}
 */
export async function openMicrophone(context) {
  const stream = await navigator.mediaDevices.getUserMedia({ audio: { channelCount: 1 } });
  const [track] = stream.getAudioTracks();
  return {
    node: context.createMediaStreamSource(stream),
    start: () => {},
    stop: () => track?.stop(),
    // It was unplugged, or taken away in the browser's settings.
    onEnded: (run) => track?.addEventListener("ended", run),
  };
}

/**
 * Reads a file of any kind that the browser knows; rejects with an `EncodingError` for others.
 *
 * @param {AudioContext} context
 * @param {Blob} file
 * @returns {Promise<AudioSource>}
 */
export async function openFile(context, file) {
  const buffer = await context.decodeAudioData(await file.arrayBuffer());
  const node = new AudioBufferSourceNode(context, { buffer });
  return fromScheduled(node, node);
}

/**
 * A tone of 440 Hz that swells and fades once in two seconds.
 *
 * @param {AudioContext} context
 * @returns {AudioSource}
 */
export function openTone(context) {
  const tone = new OscillatorNode(context, { frequency: 440 });
  const swell = new OscillatorNode(context, { frequency: 0.5 });
  const gain = new GainNode(context, { gain: 0.3 });
  const depth = new GainNode(context, { gain: 0.25 });
  swell.connect(depth).connect(gain.gain);
  tone.connect(gain);
  swell.start();
  return fromScheduled(tone, gain);
}

/**
 * @param {AudioScheduledSourceNode} scheduled
 * @param {AudioNode} node
 * @returns {AudioSource}
 */
function fromScheduled(scheduled, node) {
  return {
    node,
    start: () => scheduled.start(),
    stop: () => scheduled.disconnect(),
    onEnded: (run) => scheduled.addEventListener("ended", run),
  };
}
