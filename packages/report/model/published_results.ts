/** One gateway of a publication: the most sessions that it held within the service level. */
export interface PublishedCapacity {
  /** As the publication calls it. */
  readonly gateway: string;
  /** At one vCPU. */
  readonly oneCpu: number;
  /** At two vCPUs; null where none was published. */
  readonly twoCpus: number | null;
  /** What gave way first, in the publication's words. */
  readonly limit: string;
  /** Lines of code, blank ones and comments included; null where they were not published. */
  readonly codeLines: number | null;
}

/** Figures that somebody else has measured, on another machine. */
export interface PublishedResults {
  readonly title: string;
  /** Where they stand. */
  readonly source: string;
  /** ISO 8601 day of the latest of its runs. */
  readonly date: string;
  readonly machine: string;
  /** What to keep in mind, a sentence each. */
  readonly notes: readonly string[];
  readonly capacities: readonly PublishedCapacity[];
}

/** The existing benchmark's figures, from its README. */
export const publishedResults: PublishedResults = {
  title: "websocket-stt-bench, as published",
  source: "https://github.com/cezarc1/websocket-stt-bench",
  date: "2026-05-13",
  machine: "Intel Core i9-13900F, 32 logical CPUs, Ubuntu 24.04.3, k3s v1.35.4; CPU by CFS quota",
  notes: [
    "Measured by others, on another machine, with another load generator and simulator: no number " +
    "of ours may be set beside these.",
    "The highest number of sessions that passed the same service level, mostly in one run per edge.",
  ],
  capacities: [
    {
      gateway: "C++23, uWebSockets 20.77",
      oneCpu: 4450,
      twoCpus: null,
      limit: "CPU/latency",
      codeLines: 1551,
    },
    {
      gateway: "Rust 1.95, Axum and Tokio",
      oneCpu: 3000,
      twoCpus: 4250,
      limit: "CPU",
      codeLines: 696,
    },
    {
      gateway: "Java 25 LTS, Helidon Níma 4.3",
      oneCpu: 2600,
      twoCpus: 3750,
      limit: "latency, then heap/OOM cliff",
      codeLines: 917,
    },
    {
      gateway: "TypeScript on Bun 1.3.13",
      oneCpu: 2550,
      twoCpus: null,
      limit: "memory/error cliff; fetch caveat",
      codeLines: 734,
    },
    {
      gateway: "Go 1.26.3, net/http and coder/websocket",
      oneCpu: 2500,
      twoCpus: 4000,
      limit: "CPU/latency",
      codeLines: 893,
    },
    {
      gateway: "Scala 3.3 LTS, Apache Pekko 1.6",
      oneCpu: 1400,
      twoCpus: 2200,
      limit: "connect timeouts",
      codeLines: null,
    },
    {
      gateway: "Elixir 1.19.5, Phoenix and Bandit",
      oneCpu: 1250,
      twoCpus: 2250,
      limit: "CPU",
      codeLines: 784,
    },
    {
      gateway: "CPython 3.14.4, GIL, Granian and uvloop",
      oneCpu: 1100,
      twoCpus: 1750,
      limit: "CPU",
      codeLines: 678,
    },
    {
      gateway: "CPython 3.14.4t, free-threaded, Granian",
      oneCpu: 180,
      twoCpus: 205,
      limit: "send/close timeout reliability?",
      codeLines: null,
    },
  ],
};
