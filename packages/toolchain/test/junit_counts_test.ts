import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { junitCounts } from "./junit_counts.ts";

// Each as its runtime wrote it, shortened.
const reports = {
  Deno: `<testsuites name="deno test" tests="4" failures="1">
    <testsuite name="./a_test.ts" tests="3" disabled="1" errors="0" failures="1">
        <testcase name="ok &quot;a&quot; -&gt; b" classname="./a_test.ts" time="0.001" line="2">
        </testcase>
        <testcase name="bad" classname="./a_test.ts" time="0.001" line="3">
            <failure message="Uncaught Error: no &lt;testcase">Error: no &lt;testcase</failure>
        </testcase>
        <testcase name="later" classname="./a_test.ts" time="0.000" line="4">
            <skipped/>
        </testcase>
    </testsuite>
</testsuites>`,
  Node: `<testsuites>
	<testcase name="ok &quot;a&quot; -> b/>" time="0.0007" classname="test" file="/a_test.ts"/>
	<testcase name="bad" time="0.0001" classname="test" failure="no &lt;testcase">
		<failure type="testCodeFailure" message="no &lt;testcase">
Error: no &lt;testcase
		</failure>
	</testcase>
	<testcase name="later" time="0.0001" classname="test">
		<skipped type="skipped" message="reason"/>
	</testcase>
	<!-- tests 3 -->
</testsuites>`,
  Bun: `<testsuites name="bun test" tests="3" failures="1" skipped="1">
  <testsuite name="a_test.ts" file="a_test.ts" tests="3" failures="1" skipped="1" hostname="vm">
    <testcase name="ok &quot;a&quot; -&gt; b" classname="" time="0.001" assertions="0" />
    <testcase name="bad" classname="" time="0.0002" assertions="0">
      <failure type="Error" message="no &lt;testcase">Error: no &lt;testcase&#10;</failure>
    </testcase>
    <testcase name="later" classname="" time="0" assertions="0">
      <skipped />
    </testcase>
  </testsuite>
</testsuites>`,
};

for (const [runtime, xml] of Object.entries(reports)) {
  test(`junitCounts reads what ${runtime} writes`, () => {
    assertEquals(junitCounts(xml), { passed: 1, failed: 1, skipped: 1 });
  });
}

test("junitCounts of no report is all zero", () => {
  assertEquals(junitCounts(""), { passed: 0, failed: 0, skipped: 0 });
});

test("junitCounts doesn't take Node's entry for a file without tests for a test", () => {
  const xml = `<testsuites><testcase name="core/a_test.ts" classname="test"/></testsuites>`;
  assertEquals(junitCounts(xml), { passed: 0, failed: 0, skipped: 0 });
});
