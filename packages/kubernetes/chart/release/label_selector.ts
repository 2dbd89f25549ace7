import type { ILabelSelector } from "@kubernetes-models/apimachinery/apis/meta/v1/LabelSelector";

/** Labels of an object by name. */
export type Labels = Readonly<Record<string, string>>;

/**
 * Whether `selector` selects what has `labels`. One that asks for nothing selects everything; whoever
 * gives it a meaning of its own where it isn't there does so before.
 *
 * Source: https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#label-selectors
 */
export function selects(selector: ILabelSelector, labels: Labels): boolean {
  const equal = Object.entries(selector.matchLabels ?? {});
  return equal.every(([name, value]) => labels[name] === value) &&
    (selector.matchExpressions ?? []).every(({ key, operator, values = [] }) => {
      const value = labels[key];
      switch (operator) {
        case "In":
          return value !== undefined && values.includes(value);
        case "NotIn":
          return value === undefined || !values.includes(value);
        case "Exists":
          return value !== undefined;
        case "DoesNotExist":
          return value === undefined;
        default:
          throw new Error(
            `Cannot select by ${key}: expected In, NotIn, Exists or DoesNotExist, got ${operator}`,
          );
      }
    });
}
