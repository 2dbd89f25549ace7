// @ts-check
import { openFile, openMicrophone, openTone } from "./audio_source.js";
import { byId } from "./by_id.js";

/** @import { AudioSource } from "./audio_source.js" */

/** @typedef {"microphone" | "file" | "tone"} SourceName */

/**
 * @typedef {object} ControlListener
 * @property {(
 *   name: SourceName,
 *   openSource: (context: AudioContext) => AudioSource | Promise<AudioSource>,
 * ) => void} onStart
 * @property {() => void} onStop
 * @property {() => void} onConnect
 */

/** The buttons, and files that are dropped anywhere. */
export class Controls {
  #buttons = {
    microphone: byId("microphone", HTMLButtonElement),
    file: byId("file", HTMLButtonElement),
    tone: byId("tone", HTMLButtonElement),
  };
  #stop = byId("stop", HTMLButtonElement);
  #fileInput = byId("file-input", HTMLInputElement);
  #dropHere = byId("drop-here", HTMLElement);
  #listener;

  /** @param {ControlListener} listener */
  constructor(listener) {
    this.#listener = listener;
    const { microphone, file, tone } = this.#buttons;
    microphone.onclick = () => listener.onStart("microphone", openMicrophone);
    tone.onclick = () => listener.onStart("tone", openTone);
    file.onclick = () => this.#fileInput.click();
    this.#stop.onclick = () => listener.onStop();
    byId("connect-now", HTMLButtonElement).onclick = () => listener.onConnect();
    this.#fileInput.onchange = () => {
      this.#startFile(this.#fileInput.files);
      // So that the same file can be chosen once more.
      this.#fileInput.value = "";
    };
    this.#takeDrops();
  }

  /**
   * Lets sources be chosen.
   *
   * @param {{ hasMicrophone: boolean }} features
   */
  enable({ hasMicrophone }) {
    for (const button of Object.values(this.#buttons)) button.disabled = false;
    this.#buttons.microphone.disabled = !hasMicrophone;
  }

  /**
   * Shows what is on: a source, or that something is left to be stopped.
   *
   * @param {SourceName | undefined} source
   * @param {boolean} canStop
   */
  show(source, canStop) {
    for (const [name, button] of Object.entries(this.#buttons)) {
      button.ariaPressed = String(name === source);
    }
    // A button that is disabled while it has the focus would leave a keyboard nowhere.
    if (!canStop && document.activeElement === this.#stop) this.#buttons.microphone.focus();
    this.#stop.disabled = !canStop;
  }

  #takeDrops() {
    const hasFiles = (/** @type {DragEvent} */ event) =>
      event.dataTransfer?.types.includes("Files") ?? false;
    document.ondragover = (event) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      this.#dropHere.hidden = this.#buttons.file.disabled;
    };
    document.ondragleave = (event) => {
      if (event.relatedTarget === null) this.#dropHere.hidden = true;
    };
    document.ondrop = (event) => {
      // Without this the browser would leave the page for the file.
      if (hasFiles(event)) event.preventDefault();
      this.#dropHere.hidden = true;
      if (!this.#buttons.file.disabled) this.#startFile(event.dataTransfer?.files);
    };
  }

  /** @param {FileList | null | undefined} files */
  #startFile(files) {
    const [file] = files ?? [];
    if (file) this.#listener.onStart("file", (context) => openFile(context, file));
  }
}
