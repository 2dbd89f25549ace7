/** What the README's markers call the section with the published results. */
export const SECTION = "deno task results:publish";
