import type { Versions } from "@stt-bench/toolchain";
import { parse } from "yaml";
import * as v from "valibot";

const Permissions = v.record(v.string(), v.picklist(["read", "write", "none"]));

const Step = v.looseObject({ uses: v.optional(v.string()), run: v.optional(v.string()) });

const Job = v.looseObject({
  "if": v.optional(v.string()),
  "timeout-minutes": v.optional(v.number()),
  permissions: v.optional(Permissions),
  steps: v.array(Step),
});

const Workflow = v.looseObject({
  on: v.record(v.string(), v.unknown()),
  permissions: v.optional(Permissions),
  jobs: v.record(v.string(), Job),
});

type Job = v.InferOutput<typeof Job>;

/** What may be written, and by which job of which workflow. */
const WRITERS: Readonly<Record<string, readonly string[]>> = {
  "images.yml publish": ["packages"],
  "pin.yml pin": ["contents", "pull-requests"],
};

/**
 * What is wrong with a workflow of GitHub, a line each: actions that aren't pinned as
 * versions.lock.toml has them, rights that it doesn't need, jobs without a time limit, commands with
 * text of strangers in them.
 *
 * @param name of the file
 * @param text of the file, with the comments that name the tags of commits
 */
export function checkWorkflow(name: string, text: string, { actions }: Versions): string[] {
  const result = v.safeParse(Workflow, parse(text));
  if (!result.success) {
    const [issue] = result.issues;
    return [
      `${name}: expected ${v.getDotPath(issue)} to be ${issue.expected}, got ${issue.received}`,
    ];
  }
  const { on, permissions, jobs } = result.output;
  const problems: string[] = [];
  if ("pull_request_target" in on) {
    problems.push("expected no pull_request_target: it trusts strangers");
  }
  if (JSON.stringify(permissions) !== '{"contents":"read"}') {
    problems.push(
      `expected permissions of no more than contents: read, got ${JSON.stringify(permissions)}`,
    );
  }
  for (const [id, job] of Object.entries(jobs)) {
    problems.push(...checkJob(`${name} ${id}`, job).map((problem) => `${id}: ${problem}`));
  }
  problems.push(...checkActions(text, Object.values(jobs), actions));
  return problems.map((problem) => `${name}: ${problem}`);
}

function checkJob(key: string, job: Job): string[] {
  const problems: string[] = [];
  if (job["timeout-minutes"] === undefined) problems.push("expected timeout-minutes, got none");
  for (const [right, level] of Object.entries(job.permissions ?? {})) {
    if (level !== "write" || WRITERS[key]?.includes(right)) continue;
    problems.push(`expected nobody to write ${right}`);
  }
  if (job.permissions?.["packages"] === "write" && job.if !== "github.ref_type == 'tag'") {
    problems.push("expected images to be pushed for tags only");
  }
  for (const { run = "" } of job.steps) {
    const [text] = /\$\{\{\s*github\.(event|head_ref|actor|ref_name)[^}]*\}\}/.exec(run) ?? [];
    if (text !== undefined) problems.push(`expected ${text} in a variable, not in a command`);
  }
  return problems;
}

/**
 * Comments are gone once YAML is parsed, and a commit's tag is in one: so lines are read, and none of
 * the parsed steps may be in another form than they have.
 */
function checkActions(text: string, jobs: readonly Job[], actions: Versions["actions"]): string[] {
  const lines = [...text.matchAll(/^ *(?:- +)?uses: +([^\s@]+)@(\S+)(?: +# *(.*?))? *$/gm)];
  const read = new Set(lines.map(([, action, ref]) => `${action}@${ref}`));
  const used = jobs.flatMap(({ steps }) => steps.flatMap(({ uses = [] }) => uses));
  return [
    ...used.filter((uses) => !read.has(uses))
      .map((uses) => `expected "uses: <action>@<commit> # <tag>" on a line, got ${uses}`),
    ...lines.flatMap(([, action = "", ref = "", tag]) => {
      const pinned = actions[action];
      if (pinned === undefined) return [`expected ${action} in versions.lock.toml, got none`];
      const { version, commit } = pinned;
      const expected = commit === undefined ? `@${version}` : `@${commit} # ${version}`;
      const got = tag === undefined ? `@${ref}` : `@${ref} # ${tag}`;
      return got === expected ? [] : [`expected ${action}${expected}, got ${got}`];
    }),
  ];
}
