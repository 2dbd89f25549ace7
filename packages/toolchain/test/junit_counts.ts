/** How many tests ended how. */
export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

// An attribute may hold `>` unescaped (XML 1.0 §2.4), and Node writes it so.
const testCase = /<testcase\b((?:[^>"]|"[^"]*")*?)(?:\/>|>(.*?)<\/testcase>)/gs;

// Node reports a file that has no test, or cannot be loaded, as a test of the file's name.
const ofFile = /\bname="[^" ]*_test\.ts"/;

/** Counts the test cases of a JUnit report, as Deno, Node and Bun write it. */
export function junitCounts(xml: string): Counts {
  let [passed, failed, skipped] = [0, 0, 0];
  for (const [, attributes = "", content = ""] of xml.matchAll(testCase)) {
    if (/<(failure|error)\b/.test(content)) failed++;
    else if (/<skipped\b/.test(content)) skipped++;
    else if (!ofFile.test(attributes)) passed++;
  }
  return { passed, failed, skipped };
}
