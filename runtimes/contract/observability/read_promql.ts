import { parser } from "@prometheus-io/lezer-promql";

type Node = ReturnType<typeof parser.parse>["topNode"];

/** A metric, as an expression selects its series. */
export interface Selector {
  readonly metric: string;
  readonly matchers: readonly Matcher[];
}

/** What a label must be. */
export interface Matcher {
  readonly label: string;
  readonly operator: "=" | "!=" | "=~" | "!~";
  readonly value: string;
}

/** Labels that series are grouped or joined by, and the series that must have them. */
export interface Grouping {
  readonly labels: readonly string[];
  readonly selectors: readonly Selector[];
}

/** What an expression asks for. */
export interface PromqlQuery {
  readonly selectors: readonly Selector[];
  /** Those of `by` and `on`, from the outside in. */
  readonly groupings: readonly Grouping[];
  /** What it takes the growth of. */
  readonly rates: readonly Selector[];
}

/** Functions that are for counters alone. */
const RATES = ["Rate", "Irate", "Increase"];

/**
 * Reads an expression with Prometheus' own grammar.
 *
 * @throws {SyntaxError} that says where it goes wrong.
 */
export function readPromql(text: string): PromqlQuery {
  const { topNode } = parser.parse(text);
  const nodes = [...nodesIn(topNode)];
  const error = nodes.find(({ type }) => type.isError);
  if (error !== undefined) {
    throw new SyntaxError(
      `Cannot parse "${text}": expected PromQL, got "${text.slice(error.from)}"`,
    );
  }
  const groupings = nodes
    .filter((node) => node.name === "GroupingLabels" && isDemand(node))
    .map((node) => ({
      labels: labelsOf(node, text),
      selectors: selectorsIn(node.parent!.parent!, text),
    }));
  const rates = nodes
    .filter(({ name }) => name === "FunctionCall")
    .filter((call) => RATES.includes(call.getChild("FunctionIdentifier")?.firstChild?.name ?? ""))
    .flatMap((call) => selectorsIn(call, text));
  return { selectors: selectorsIn(topNode, text), groupings, rates };
}

/** Must all series have these labels? Not what is left out, nor what one side of a join gives. */
function isDemand({ prevSibling }: Node): boolean {
  return prevSibling?.name === "By" || prevSibling?.name === "On";
}

function selectorsIn(node: Node, text: string): Selector[] {
  return [...nodesIn(node)].filter(({ name }) => name === "VectorSelector").map((selector) => {
    const metric = selector.getChild("Identifier");
    const matchers = selector.getChild("LabelMatchers")?.getChildren("UnquotedLabelMatcher") ?? [];
    return {
      metric: metric === null ? "" : textOf(metric, text),
      matchers: matchers.map((matcher) => ({
        label: textOf(matcher.getChild("LabelName")!, text),
        operator: textOf(matcher.getChild("MatchOp")!, text) as Matcher["operator"],
        value: textOf(matcher.getChild("StringLiteral")!, text).slice(1, -1),
      })),
    };
  });
}

function labelsOf(grouping: Node, text: string): string[] {
  return grouping.getChildren("LabelName").map((label) => textOf(label, text));
}

function textOf({ from, to }: Node, text: string): string {
  return text.slice(from, to);
}

/** The node and all below it, in the order of the text. */
function* nodesIn(node: Node): Generator<Node> {
  yield node;
  for (let child = node.firstChild; child !== null; child = child.nextSibling) {
    yield* nodesIn(child);
  }
}
