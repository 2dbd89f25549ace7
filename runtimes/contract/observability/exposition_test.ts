import { test } from "node:test";
import { assertEquals, assertThrows } from "@std/assert";
import { Violation } from "@stt-bench/conformance";
import { expositionProblems } from "./exposition_problems.ts";
import { readExposition } from "./read_exposition.ts";

const UP = "# HELP up Is it up?\n# TYPE up gauge\n";

/** A metric of `type` with these samples. */
function family(name: string, type: string, samples: readonly string[]): string {
  return [`# HELP ${name} What it is`, `# TYPE ${name} ${type}`, ...samples, ""].join("\n");
}

const histogram = [
  'a_seconds_bucket{le="0.5"} 1',
  'a_seconds_bucket{le="1"} 2',
  'a_seconds_bucket{le="+Inf"} 2',
  "a_seconds_sum 1.25",
  "a_seconds_count 2",
];

test("readExposition reads families, labels with escapes, and numbers of each kind", () => {
  const text = `${UP}up{a="x, \\"y\\"",b="\\\\\\n"} 1\nup{a="+"} +Inf\n\n` +
    family("b_total", "counter", ["b_total 1.5e+09"]);
  assertEquals([...readExposition(text).values()], [
    {
      name: "up",
      type: "gauge",
      help: "Is it up?",
      samples: [
        { name: "up", labels: { a: 'x, "y"', b: "\\\n" }, value: 1 },
        { name: "up", labels: { a: "+" }, value: Infinity },
      ],
    },
    {
      name: "b_total",
      type: "counter",
      help: "What it is",
      samples: [{ name: "b_total", labels: {}, value: 1.5e9 }],
    },
  ]);
});

const unreadable: [what: string, text: string, problem: string][] = [
  ["no line feed at the end", `${UP}up 1`, "expected a line feed"],
  ["a sample without a type", "up 1\n", "expected a sample of undefined"],
  ["a type without help", "# TYPE up gauge\nup 1\n", "expected a type"],
  ["help without a type", "# HELP up Is it?\nup 1\n", "expected a sample of"],
  ["help without a type before other help", `# HELP down Is it?\n${UP}up 1\n`, "the type of down"],
  ["help without a type at the end", `${UP}up 1\n# HELP down Is it?\n`, "the type of down"],
  ["a type that nobody knows", "# HELP up Is it?\n# TYPE up gorge\n", "expected a type"],
  ["a metric in two places", `${UP}up 1\n${UP}`, "expected up once"],
  ["a sample of another metric", `${UP}down 1\n`, "expected a sample of up"],
  ["a series twice", `${UP}up{a="1",b="2"} 1\nup{b="2",a="1"} 1\n`, "expected each series once"],
  ["a label twice", `${UP}up{a="1",a="2"} 1\n`, "expected a once"],
  ["a label without quotes", `${UP}up{a=1} 1\n`, "expected labels"],
  ["an escape that there isn't", `${UP}up{a="\\x"} 1\n`, "expected labels"],
  ["a comma too many", `${UP}up{a="1",} 1\n`, "expected labels"],
  ["a number that is none", `${UP}up one\n`, "expected a sample, got"],
  ["a timestamp", `${UP}up 1 1700000000000\n`, "expected a sample, got"],
  ["another comment", `${UP}# EOF\n`, "expected a sample, got"],
  ["a bare name of a histogram", family("a", "histogram", ["a 1"]), "expected a sample of a"],
];

for (const [what, text, problem] of unreadable) {
  test(`readExposition does not accept ${what}`, () => {
    assertThrows(() => readExposition(text), Violation, problem);
  });
}

test("expositionProblems finds none in a histogram that is right", () => {
  const text = family("a_seconds", "histogram", histogram);
  assertEquals(expositionProblems(readExposition(text).values()), []);
});

const wrong: [what: string, text: string, problem: string][] = [
  ["milliseconds", family("a_ms", "gauge", ["a_ms 1"]), "a_ms: expected seconds or bytes"],
  ["capitals", family("aB", "gauge", ["aB 1"]), "aB: expected small letters"],
  [
    "a counter without _total",
    family("a", "counter", ["a 1"]),
    "a: expected _total at the end of counters, got a counter",
  ],
  [
    "a gauge with _total",
    family("a_total", "gauge", ["a_total 1"]),
    "a_total: expected _total at the end of counters, got a gauge",
  ],
  ["no samples", family("a", "gauge", []), "a: expected samples, got none"],
  [
    "a session's id",
    family("a", "gauge", ['a{session_id="7"} 1']),
    'a: expected no label "session_id"',
  ],
  [
    "a negative counter",
    family("a_total", "counter", ["a_total -1"]),
    "a_total: expected a number that a counter can have, got -1",
  ],
  ["info that isn't 1", family("a_info", "gauge", ["a_info 2"]), "a_info: expected 1, got 2"],
  [
    "buckets that shrink",
    family("a_seconds", "histogram", histogram.with(0, 'a_seconds_bucket{le="0.5"} 3')),
    "a_seconds{}: expected buckets that grow, got 3,2,2",
  ],
  [
    "bounds out of order",
    family("a_seconds", "histogram", histogram.with(0, 'a_seconds_bucket{le="2"} 1')),
    "a_seconds{}: expected ascending bounds and +Inf, got 2,1,+Inf",
  ],
  [
    "another count",
    family("a_seconds", "histogram", histogram.with(4, "a_seconds_count 3")),
    "a_seconds{}: expected the count of the last bucket, got 3 and 1,2,2",
  ],
  [
    "no sum",
    family("a_seconds", "histogram", histogram.toSpliced(3, 1)),
    "a_seconds{}: expected one sum, got 0",
  ],
];

for (const [what, text, problem] of wrong) {
  test(`expositionProblems finds ${what}`, () => {
    assertEquals(expositionProblems(readExposition(text).values()), [problem]);
  });
}
