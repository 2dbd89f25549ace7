/** Tells what one step is doing just now. */
export type Report = (text: string) => void;

/** Tells the user how far we are. */
export interface Progress {
  /** Whether what a step is doing replaces what it did before, rather than adding a line. */
  readonly isLive: boolean;
  /** Says something that people should know before the next step. */
  note(text: string): void;
  /** Runs one step under its `title`; what it throws comes through. */
  step<T>(title: string, run: (report: Report) => Promise<T>): Promise<T>;
}
