import { gzipSync, strToU8 } from "fflate";

/** Text of HTML, as {@linkcode html} makes it. */
export class Html {
  readonly #text: string;

  /** `text` must be HTML already; everything else goes through {@linkcode html}. */
  constructor(text: string) {
    this.#text = text;
  }

  toString(): string {
    return this.#text;
  }
}

/** What may stand in a template: text is escaped, HTML isn't, and lists stand behind each other. */
export type HtmlPart = string | number | Html | undefined | readonly HtmlPart[];

/** Template of HTML: whatever isn't HTML itself is escaped, for content and for attributes in quotes. */
export function html(texts: TemplateStringsArray, ...parts: readonly HtmlPart[]): Html {
  return new Html(String.raw({ raw: texts }, ...parts.map(toText)));
}

function toText(part: HtmlPart): string {
  if (part === undefined) return "";
  if (part instanceof Html) return String(part);
  if (Array.isArray(part)) return part.map(toText).join("");
  return String(part).replace(/[&<>"]/g, (character) => ENTITIES[character]!);
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
};

/** A value as JSON in a `<script>` that is data: nothing in it can end the element. */
export function jsonScript(id: string, value: unknown): Html {
  const json = JSON.stringify(value).replaceAll("<", "\\u003c");
  return new Html(`<script type="application/json" id="${id}">${json}</script>`);
}

/** The same for a value that nobody reads where it stands: gzip in base64, a tenth as long. */
export function gzipScript(id: string, value: unknown): Html {
  const bytes = gzipSync(strToU8(JSON.stringify(value)), { level: 9, mtime: 0 });
  return new Html(`<script type="application/gzip" id="${id}">${toBase64(bytes)}</script>`);
}

function toBase64(bytes: Uint8Array): string {
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
}
