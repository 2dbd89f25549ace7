import { relative } from "node:path";
import { root } from "../root.ts";
import { importProblem } from "./arrows.ts";
import { mayNameRuntime } from "./runtime_globals.ts";

/**
 * Rules of this project for `deno lint`, which editors show as well.
 *
 * - `stt-bench/arrows`: a package imports only those that `arrows.ts` allows, and by their names.
 * - `stt-bench/runtime-globals`: `Deno` and `Bun` are named where a runtime is chosen, nowhere else.
 */
const plugin: Deno.lint.Plugin = {
  name: "stt-bench",
  rules: { arrows: { create: checkArrows }, "runtime-globals": { create: checkGlobals } },
};
export default plugin;

function checkArrows(context: Deno.lint.RuleContext): Deno.lint.LintVisitor {
  const file = relative(root, context.filename);
  const check = (node: Deno.lint.Node, source: Deno.lint.Node) => {
    const specifier = literalText(source);
    const problem = specifier === undefined
      ? "expected a text, whose arrow can be checked, got an expression"
      : importProblem(file, specifier);
    if (problem) context.report({ node, message: `Cannot import this here: ${problem}` });
  };
  return {
    ImportDeclaration: (node) => check(node, node.source),
    ExportAllDeclaration: (node) => check(node, node.source),
    ExportNamedDeclaration: (node) => {
      if (node.source) check(node, node.source);
    },
    ImportExpression: (node) => check(node, node.source),
    TSImportType: (node) => check(node, node.argument),
  };
}

function literalText(node: Deno.lint.Node): string | undefined {
  if (node.type === "TSLiteralType") return literalText(node.literal);
  if (node.type === "Literal" && typeof node.value === "string") return node.value;
  if (node.type !== "TemplateLiteral" || node.expressions.length > 0) return undefined;
  return node.quasis[0]?.cooked;
}

function checkGlobals(context: Deno.lint.RuleContext): Deno.lint.LintVisitor {
  if (mayNameRuntime(relative(root, context.filename))) return {};
  return {
    Identifier(node) {
      if ((node.name !== "Deno" && node.name !== "Bun") || isOnlyAName(node)) return;
      const message = `Cannot use ${node.name} here: expected it in runtimes/ or a main.ts only`;
      context.report({ node, message });
    },
  };
}

/** Whether `node` is the name of a property or a field, as in `{ Deno: 1 }` or `versions.Bun`. */
function isOnlyAName(node: Deno.lint.Identifier): boolean {
  const { parent } = node;
  if (parent.type === "MemberExpression") {
    const ofGlobal = parent.object.type === "Identifier" && parent.object.name === "globalThis";
    return parent.property === node && !parent.computed && !ofGlobal;
  }
  if (parent.type === "TSQualifiedName") return parent.right === node;
  return parent.type === "Property" && parent.key === node && !parent.shorthand;
}
