import { readFile } from "node:fs/promises";
import { recordedFrames } from "./recorded_frames.ts";
import type { FrameSource } from "./frame_source.ts";
import { readWav } from "./read_wav.ts";

/**
 * Reads a WAV file as the audio of all sessions.
 *
 * @throws {Error} one line that names the file and, when it has another format, how to convert it.
 */
export async function readRecording(path: string): Promise<FrameSource> {
  let file: Uint8Array;
  try {
    file = await readFile(path);
  } catch (error) {
    throw new Error(`Cannot read ${path}: ${(error as Error).message}`);
  }
  try {
    return recordedFrames(readWav(file));
  } catch (error) {
    throw new Error(
      `Cannot stream ${path}: ${(error as Error).message}; convert it with ` +
        `\`sox ${path} -r 16000 -c 1 -b 16 16k.wav\` or ` +
        `\`ffmpeg -i ${path} -ar 16000 -ac 1 -c:a pcm_s16le 16k.wav\``,
    );
  }
}
