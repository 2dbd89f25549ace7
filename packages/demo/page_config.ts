/** What the page is told before it begins. The fields stand so in `/config.json`. */
export interface PageConfig {
  /** `ws://…/ws/stt`. */
  readonly gateway_url: string;
  /** What to call it in a sentence, e.g. `the deno gateway`. */
  readonly gateway_name: string;
  /** A token for it, null for none. */
  readonly token: string | null;
  /** Whether the words come from our simulator, which doesn't know speech. */
  readonly is_simulated: boolean;
  /** The service level whose lines the charts show. */
  readonly slo: {
    readonly name: string;
    readonly newest_p95_ms: number;
    readonly oldest_p95_ms: number;
  };
}
