/** Something with frames that wait though the kernel takes them again. */
export interface Waiting {
  /** Sends the oldest; returns whether another one could be sent now. */
  sendWaiting(): boolean;
}

/** About a quarter of a millisecond's work. */
const FRAMES_PER_CALL = 64;

/**
 * What piled up behind a gateway that did not read, and is sent now that it reads again. It goes out
 * in small portions beside the schedule: all at once, thousands of old frames would make the frames
 * that are due late, and the generator's own lateness would take the blame for the gateway's stall.
 */
export class Backlog {
  readonly #waiting = new Set<Waiting>();

  /** Adds one whose kernel buffer has room again. */
  add(item: Waiting): void {
    this.#waiting.add(item);
  }

  /** Sends a portion; returns whether there is more. */
  advance(): boolean {
    let frames = 0;
    for (const item of this.#waiting) {
      while (frames < FRAMES_PER_CALL) {
        frames++;
        if (item.sendWaiting()) continue;
        this.#waiting.delete(item);
        break;
      }
      if (frames === FRAMES_PER_CALL) break;
    }
    return this.#waiting.size > 0;
  }
}
