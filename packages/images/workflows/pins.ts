/** What was looked up. */
export interface Pins {
  /** Digests by image with tag. */
  readonly digests: ReadonlyMap<string, string>;
  /** Commits by action. */
  readonly commits: ReadonlyMap<string, { readonly version: string; readonly commit: string }>;
}

/** Puts `pins` into the text of `versions.lock.toml`, in place of earlier ones. */
export function pinVersions(text: string, { digests, commits }: Pins): string {
  const withDigests = text.replace(
    /^image = "([^"]+)"\n(?:digest = "[^"]*"\n)?/gm,
    (all, image) =>
      digests.has(image) ? `image = "${image}"\ndigest = "${digests.get(image)}"\n` : all,
  );
  return withDigests.replace(
    /^\[actions\."([^"]+)"\]\nversion = "([^"]+)"\n(?:commit = "[^"]*"\n)?/gm,
    (all, action, version) => {
      const pin = commits.get(action);
      if (pin === undefined || pin.version !== version) return all;
      return `[actions."${action}"]\nversion = "${version}"\ncommit = "${pin.commit}"\n`;
    },
  );
}

/** Puts `pins` into the text of a Dockerfile: behind the images of its first ARGs. */
export function pinDockerfile(text: string, { digests }: Pins): string {
  return text.replace(/^ARG (\w+)=([^@\s]+)(?:@\S+)?$/gm, (all, name, image) => {
    const digest = digests.get(image);
    return digest === undefined ? all : `ARG ${name}=${image}@${digest}`;
  });
}

/** Puts `pins` into the text of a workflow: the commit of each action, with its tag behind it. */
export function pinWorkflow(text: string, { commits }: Pins): string {
  return text.replace(/^(\s*-?\s*uses:\s*)([^@\s]+)@\S+(?: # \S+)?$/gm, (all, before, action) => {
    const pin = commits.get(action);
    return pin === undefined ? all : `${before}${action}@${pin.commit} # ${pin.version}`;
  });
}
