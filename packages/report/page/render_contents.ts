import { html } from "./html.ts";
import type { Html } from "./html.ts";
import { shortName } from "./short_name.ts";

/** A part of the page. */
export interface Part {
  readonly id: string;
  readonly name: string;
  /** The set that it is of, where several parts have the same name. */
  readonly set?: string;
}

/** The page's contents: links to its parts. */
export function renderContents(parts: readonly Part[]): Html {
  const isTwice = (name: string) => parts.filter((part) => part.name === name).length > 1;
  return html`
    <nav class="contents" aria-label="Contents">
      <ul>${parts.map(({ id, name, set }) => {
        const of = set !== undefined && isTwice(name)
          ? html`
            <small>${shortName(set)}</small>
          `
          : "";
        return html`<li><a href="#${id}">${name}${of}</a></li>`;
      })}</ul>
    </nav>
  `;
}
